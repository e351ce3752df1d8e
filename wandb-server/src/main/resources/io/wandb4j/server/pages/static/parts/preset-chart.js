// The charts that W&B's presets draw from a table.
import { ACCENT, themeColor } from "../core/colors.js";
import { formatNumber } from "../core/format.js";
import { number } from "../core/json.js";
import { areNumbers, axisChart, axisOf, binSeries, binsOf, seriesColor } from "./axis-chart.js";

const PRESET = /^wandb\/([a-z_-]+)\/v\d+$/;
const DRAWN = { line, lineseries, scatter, bar, histogram, confusion_matrix: confusionMatrix, "area-under-curve": curve };

/** The function from a table {columns, rows} to the options of the chart; undefined for presets that are not W&B's. */
export function presetChart({ preset, fields, strings }) {
  const draw = DRAWN[PRESET.exec(preset)?.[1]];
  return draw && ((table) => draw(pick(table, fields), strings));
}

// The values of the columns that the fields name, under the names of the fields.
function pick({ columns, rows }, fields) {
  const names = columns.map(({ name }) => String(name));
  const places = Object.entries(fields).filter(([, column]) => column != null).map(([field, column]) => [field, names.indexOf(String(column))]);
  return {
    titles: fields,
    rows: rows.map((row) => Object.fromEntries(places.map(([field, place]) => [field, number(row[place]) ?? row[place]]))),
  };
}

function lines({ rows }, { x, y, group }, { xTitle, yTitle, area = false }) {
  const byLine = [...Map.groupBy(rows, (row) => (group ? row[group] : ""))];
  const xs = rows.map((row) => row[x]);
  const isValue = areNumbers(xs);
  const series = byLine.map(([name, points], index) => ({
    type: "line",
    name: String(name),
    color: seriesColor(index),
    showSymbol: points.length === 1,
    symbolSize: 5,
    lineStyle: { width: 1.8 },
    areaStyle: area ? { opacity: 0.08 } : undefined,
    data: points.map((row) => [isValue ? row[x] : String(row[x]), row[y]]),
  }));
  if (isValue) {
    series.forEach(({ data }) => data.sort((a, b) => a[0] - b[0]));
  }
  return axisChart({ x: axisOf(xTitle, xs, { scale: !area }), y: axisOf(yTitle, rows.map((row) => row[y]), { scale: !area }), series, tooltip: "axis" });
}

function line(table) {
  return lines(table, { x: "x", y: "y", group: table.titles.stroke && "stroke" }, { xTitle: table.titles.x, yTitle: table.titles.y });
}

function lineseries(table, strings) {
  return lines(table, { x: "step", y: "lineVal", group: "lineKey" }, { xTitle: strings.xname ?? "x", yTitle: "" });
}

function curve(table, strings) {
  return lines(table, { x: "x", y: "y", group: "class" }, { xTitle: strings["x-axis-title"], yTitle: strings["y-axis-title"], area: true });
}

function scatter({ rows, titles }) {
  const points = rows.map(({ x, y }) => [x, y]);
  return axisChart({
    x: axisOf(titles.x, points.map(([x]) => x)),
    y: axisOf(titles.y, points.map(([, y]) => y)),
    series: [{ type: "scatter", color: ACCENT, symbolSize: 6, itemStyle: { opacity: 0.75 }, data: points }],
  });
}

function bar({ rows, titles }) {
  const labels = rows.map(({ label }) => String(label));
  return axisChart({
    x: axisOf(titles.value, rows.map(({ value }) => value), { scale: false }),
    y: { ...axisOf("", labels, { type: "category" }), inverse: true },
    series: [{ type: "bar", color: ACCENT, barMaxWidth: 28, data: rows.map(({ value }) => value) }],
  });
}

function histogram({ rows, titles }) {
  const bins = binsOf(rows.map(({ value }) => value));
  return axisChart({ x: axisOf(titles.value, []), y: axisOf("", [], { scale: false }), series: [binSeries(bins, ACCENT)] });
}

function confusionMatrix({ rows }) {
  const names = [...new Set(rows.flatMap(({ Actual, Predicted }) => [String(Actual), String(Predicted)]))];
  const most = rows.reduce((max, { nPredictions }) => Math.max(max, nPredictions), 1);
  const axis = (name) => ({ ...axisOf(name, names, { type: "category" }), splitArea: { show: false } });
  return {
    ...axisChart({
      x: { ...axis("Predicted"), position: "bottom" },
      y: { ...axis("Actual"), inverse: true },
      series: [{
        type: "heatmap",
        data: rows.map(({ Actual, Predicted, nPredictions }) => [String(Predicted), String(Actual), nPredictions]),
        label: { show: names.length <= 14, formatter: ({ value }) => formatNumber(value[2]), color: "inherit" },
        itemStyle: { borderColor: themeColor("surface"), borderWidth: 1 },
      }].map((series) => withReadableLabels(series, most)),
    }),
    visualMap: { show: false, min: 0, max: most, dimension: 2, inRange: { color: [themeColor("raised"), ACCENT] } },
  };
}

const withReadableLabels = (series, most) => ({
  ...series,
  data: series.data.map((value) => ({ value, label: { color: value[2] > most / 2 ? "#ffffff" : themeColor("text") } })),
});
