// How a metric is drawn: one line per run.
import { themeColor } from "../core/colors.js";
import { el } from "../core/dom.js";
import { formatDuration, formatNumber, formatTime } from "../core/format.js";

const AXIS_NAMES = { _step: "step", _runtime: "time", _timestamp: "date" };
const POINTS_AS_DOTS = 1;

/** The name of an x-axis for people. */
export const axisName = (key) => AXIS_NAMES[key] ?? key;

/** The chart of some lines {name, color, points} against an axis. */
export function lineChart(lines, { axis, smoothing = 0, logarithmic = false }) {
  return {
    ...frame(),
    xAxis: { ...axisStyle(), type: axis === "_timestamp" ? "time" : "value", min: "dataMin", max: "dataMax", splitLine: { show: false }, axisLabel: { ...axisStyle().axisLabel, formatter: axis === "_runtime" ? formatDuration : undefined } },
    yAxis: { ...axisStyle(), type: logarithmic ? "log" : "value", scale: true, splitNumber: 4, axisLabel: { ...axisStyle().axisLabel, formatter: formatNumber } },
    tooltip: { ...tooltipStyle(), trigger: "axis", formatter: (items) => lineTooltip(items, axis) },
    series: lines.flatMap((line) => seriesOf(line, smoothing, logarithmic)),
  };
}

/** What all charts have in common. */
export const frame = () => ({
  animation: false,
  textStyle: { fontFamily: "inherit" },
  grid: { left: 6, right: 18, top: 10, bottom: 4, containLabel: true },
});

export const axisStyle = () => ({
  axisLine: { lineStyle: { color: themeColor("line") } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: themeColor("line"), opacity: 0.6 } },
  axisLabel: { color: themeColor("faint"), fontSize: 11, hideOverlap: true },
});

export const tooltipStyle = () => ({
  confine: true,
  className: "tooltip",
  backgroundColor: themeColor("surface"),
  borderColor: themeColor("line"),
  textStyle: { color: themeColor("text"), fontSize: 12 },
  padding: [6, 9],
});

function seriesOf(line, smoothing, logarithmic) {
  const points = logarithmic ? line.points.filter(([, y]) => y > 0) : line.points;
  const base = { type: "line", name: line.name, color: line.color, symbolSize: 5, showSymbol: points.length <= POINTS_AS_DOTS, emphasis: { disabled: true } };
  if (smoothing === 0) {
    return [{ ...base, data: points, lineStyle: { width: 1.6 } }];
  }
  const raw = { ...base, name: "", data: points, lineStyle: { width: 1, opacity: 0.22 }, silent: true };
  return [raw, { ...base, data: smooth(points, smoothing), lineStyle: { width: 1.8 } }];
}

/** Exponential moving average that starts without a pull to zero. */
export function smooth(points, weight) {
  let sum = 0;
  let norm = 0;
  return points.map(([x, y]) => {
    if (Number.isFinite(y)) {
      sum = sum * weight + y * (1 - weight);
      norm = norm * weight + (1 - weight);
    }
    return [x, norm === 0 ? y : sum / norm];
  });
}

function lineTooltip(items, axis) {
  const named = items.filter(({ seriesName }) => seriesName);
  if (named.length === 0) {
    return "";
  }
  const sorted = named.sort((a, b) => b.value[1] - a.value[1]);
  return tooltip(`${axisName(axis)} ${axisValue(sorted[0].value[0], axis)}`,
    sorted.map(({ color, seriesName, value }) => ({ color, name: seriesName, value: formatNumber(value[1]) })));
}

/** The box at the pointer: a title and coloured lines. */
export function tooltip(title, lines) {
  const rows = lines.map(({ color, name, value }) => {
    const dot = el("i", { class: "dot" });
    dot.style.background = color;
    return el("tr", {}, el("td", {}, dot, name), el("td", {}, value));
  });
  return el("table", {}, el("caption", {}, title), el("tbody", {}, rows));
}

function axisValue(value, axis) {
  if (axis === "_timestamp") {
    return formatTime(value);
  }
  return axis === "_runtime" ? formatDuration(value) : formatNumber(value);
}
