// Plotly figures: the common traces drawn anew, the others named with a link to the figure.
import { PALETTE, themeColor } from "../../core/colors.js";
import { el } from "../../core/dom.js";
import { fetchJson } from "../../data/tables.js";
import { areNumbers, axisChart, axisOf, binSeries, binsOf, seriesColor } from "../axis-chart.js";
import { Chart } from "../chart.js";
import { frame, tooltipStyle } from "../line-chart.js";
import { download } from "./files.js";

const NUMBERS = { f8: Float64Array, f4: Float32Array, i4: Int32Array, i2: Int16Array, i1: Int8Array, u4: Uint32Array, u2: Uint16Array, u1: Uint8Array };
const DRAWN = { scatter: scatterSeries, scattergl: scatterSeries, bar: barSeries, histogram: histogramSeries, heatmap: heatSeries, box: boxSeries };

/** Shows a value of the type plotly-file. */
export class PlotlyFigure {
  #chart = new Chart();
  #below = el("div");
  #title = el("p", { class: "caption" });
  #context;

  constructor(context) {
    this.#context = context;
    this.element = el("div", { class: "figure" }, this.#title, this.#chart.element, this.#below);
  }

  async show(value) {
    const { data = [], layout = {} } = await fetchJson(this.#context.url(value.path));
    const traces = data.map((trace, index) => ({ ...trace, type: trace.type ?? "scatter", index }));
    const drawn = traces.filter(({ type }) => type in DRAWN || type === "pie");
    const others = [...new Set(traces.filter((trace) => !drawn.includes(trace)).map(({ type }) => type))];
    this.#title.textContent = textOf(layout.title);
    this.#chart.element.hidden = drawn.length === 0;
    if (drawn.length > 0) {
      this.#chart.show(() => optionsOf(drawn, layout));
    }
    const missing = others.length > 0 && el("p", { class: "faint" }, `Not drawn here: ${others.join(", ")}. The figure for other programs:`);
    this.#below.replaceChildren(...(missing ? [missing, download(value, this.#context)] : []));
  }
}

const textOf = (title) => (typeof title === "string" ? title : title?.text ?? "");

function optionsOf(traces, layout) {
  const pies = traces.filter(({ type }) => type === "pie");
  if (pies.length > 0) {
    return pieOptions(pies[0]);
  }
  const isFlat = traces.some(({ type, orientation }) => type === "bar" && orientation === "h");
  const values = (side) => traces.flatMap((trace) => listOf(trace[side]));
  const heats = traces.filter(({ type }) => type === "heatmap");
  const across = heats.length > 0 ? heatAxis(heats[0], "x") : values("x");
  const up = heats.length > 0 ? heatAxis(heats[0], "y") : values("y");
  const hasBars = traces.some(({ type }) => type === "bar" || type === "histogram" || type === "box");
  const boxes = traces.filter(({ type }) => type === "box").map((trace) => nameOf(trace));
  const options = axisChart({
    x: plotlyAxis(layout.xaxis, boxes.length > 0 ? boxes : across, heats.length > 0 || (hasBars && !isFlat && across.length > 0 && !areNumbers(across)) || boxes.length > 0, !isFlat),
    y: plotlyAxis(layout.yaxis, up, heats.length > 0 || isFlat, !hasBars || isFlat),
    series: traces.flatMap((trace) => DRAWN[trace.type](trace, layout, boxes)),
    legend: traces.length > 1,
  });
  return heats.length > 0 ? { ...options, visualMap: heatScale(heats[0]) } : options;
}

function plotlyAxis(axis = {}, values, isCategory, scale) {
  const type = isCategory ? "category" : { log: "log", date: "time" }[axis.type];
  const plain = axisOf(textOf(axis.title), values, { type: type ?? (looksLikeDates(values) ? "time" : undefined), scale });
  const room = plain.type === "value" && scale ? { boundaryGap: ["6%", "6%"] } : {};
  return { ...plain, ...room, inverse: axis.autorange === "reversed" };
}

const looksLikeDates = (values) => values.length > 0 && values.every((value) => typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value));

/** The values of a list, which may be packed as the bytes of numbers. */
function listOf(list) {
  if (Array.isArray(list) || list == null) {
    return list ?? [];
  }
  const bytes = Uint8Array.from(atob(list.bdata), (letter) => letter.charCodeAt(0));
  const flat = [...new NUMBERS[list.dtype](bytes.buffer)];
  const width = Number(String(list.shape ?? "").split(",")[1]);
  return width ? Array.from({ length: flat.length / width }, (_, row) => flat.slice(row * width, (row + 1) * width)) : flat;
}

const nameOf = (trace) => trace.name ?? `trace ${trace.index}`;
const colorOf = (trace) => [trace.marker?.color, trace.line?.color].find((color) => typeof color === "string") ?? seriesColor(trace.index);

function pairs(trace) {
  const ys = listOf(trace.y);
  const xs = trace.x == null ? ys.map((_, index) => index) : listOf(trace.x);
  const isText = !areNumbers(xs);
  return xs.map((x, index) => [isText ? String(x) : x, ys[index]]);
}

function scatterSeries(trace) {
  const mode = trace.mode ?? "lines+markers";
  const base = { name: nameOf(trace), color: colorOf(trace), data: pairs(trace), symbolSize: 6 };
  return mode.includes("lines")
    ? { ...base, type: "line", showSymbol: mode.includes("markers") && base.data.length < 200, smooth: trace.line?.shape === "spline", areaStyle: trace.fill && trace.fill !== "none" ? { opacity: 0.15 } : undefined }
    : { ...base, type: "scatter", itemStyle: { opacity: trace.marker?.opacity ?? 0.8 } };
}

function barSeries(trace, layout) {
  const data = trace.orientation === "h" ? listOf(trace.x).map((x, index) => [x, String(listOf(trace.y)[index])]) : pairs(trace);
  return { type: "bar", name: nameOf(trace), color: colorOf(trace), stack: ["stack", "relative"].includes(layout.barmode) ? "all" : undefined, barMaxWidth: 40, data };
}

function histogramSeries(trace) {
  return binSeries(binsOf(listOf(trace.x), trace.nbinsx), colorOf(trace), nameOf(trace));
}

function heatAxis(trace, side) {
  const rows = listOf(trace.z);
  const count = side === "y" ? rows.length : rows[0]?.length ?? 0;
  return trace[side] == null ? Array.from({ length: count }, (_, index) => String(index)) : listOf(trace[side]).map(String);
}

function heatSeries(trace) {
  const data = listOf(trace.z).flatMap((row, y) => [...row].map((value, x) => [x, y, value]));
  return { type: "heatmap", name: nameOf(trace), data };
}

function heatScale(trace) {
  const values = listOf(trace.z).flatMap((row) => [...row]).filter(Number.isFinite);
  const extent = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  return { show: false, min: extent[0], max: extent[1], dimension: 2, inRange: { color: ["#0d3b66", "#2a9d8f", "#f4d35e"] } };
}

function boxSeries(trace, _, boxes) {
  const sorted = listOf(trace.y).filter(Number.isFinite).sort((a, b) => a - b);
  const at = (part) => sorted[Math.round(part * (sorted.length - 1))];
  const data = boxes.map((name) => (name === nameOf(trace) ? [0, 0.25, 0.5, 0.75, 1].map(at) : []));
  return { type: "boxplot", name: nameOf(trace), color: colorOf(trace), itemStyle: { borderColor: colorOf(trace) }, data };
}

function pieOptions(trace) {
  const labels = listOf(trace.labels);
  return {
    ...frame(),
    tooltip: tooltipStyle(),
    series: [{ type: "pie", radius: [trace.hole ? `${trace.hole * 70}%` : 0, "70%"], color: PALETTE, label: { color: themeColor("text") }, data: listOf(trace.values).map((value, index) => ({ value, name: String(labels[index] ?? index) })) }],
  };
}
