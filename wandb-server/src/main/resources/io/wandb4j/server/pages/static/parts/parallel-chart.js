// Parallel coordinates: one line per run through its parameters to its result.
import { themeColor } from "../core/colors.js";
import { formatNumber, formatValue } from "../core/format.js";
import { number } from "../core/json.js";
import { tooltip, tooltipStyle } from "./line-chart.js";
import { compareValues } from "./order.js";

// From good to bad; told apart by those who see colours differently, and visible in light and dark.
const SCALE = ["#2a9d8f", "#e0b13c", "#d1495b"];

/** The axes from left to right, the metric last; looks say by name which are logarithmic or flipped. */
export function axesOf(runs, metric, parameters, looks) {
  const result = { name: metric.name, value: (run) => number(run.summary[metric.name]) };
  const axes = parameters.map(({ name, logarithmic }) => ({ name, logarithmic, value: (run) => run.config[name] }));
  return [...axes, result].map((axis) => scaled(axis, runs, looks[axis.name] ?? {}, axis === result));
}

/** The chart of these runs, coloured by the metric. */
export function parallelChart(runs, metric, parameters, axes) {
  const results = runs.map((run) => number(run.summary[metric.name]));
  const [low, high] = [Math.min(...results), Math.max(...results)];
  return {
    animation: false,
    textStyle: { fontFamily: "inherit" },
    parallel: { left: 70, right: 90, top: 34, bottom: 14, parallelAxisDefault: axisLook() },
    parallelAxis: axes.map((axis, dim) => ({ dim, name: axis.name, z: 5, ...axis.scale, axisLabel: { ...labelLook(), ...axis.scale.axisLabel } })),
    tooltip: { ...tooltipStyle(), trigger: "item", formatter: ({ dataIndex, color }) => boxOf(runs[dataIndex], metric, parameters, color) },
    visualMap: { show: false, dimension: axes.length - 1, min: low, max: high === low ? low + 1 : high, inRange: { color: metric.sign > 0 ? SCALE : [...SCALE].reverse() } },
    series: [{
      type: "parallel", smooth: 0.25, inactiveOpacity: 0.06, activeOpacity: 1,
      lineStyle: { width: 2.2, opacity: 0.85 }, emphasis: { lineStyle: { width: 4, opacity: 1 } },
      data: runs.map((run) => axes.map((axis) => axis.value(run))),
    }],
  };
}

function scaled({ name, logarithmic, value }, runs, look, isMetric) {
  const values = runs.map(value);
  const inverse = Boolean(look.flip);
  const isNumeric = values.every((each) => Number.isFinite(each));
  if (!isMetric && (!isNumeric || new Set(values).size <= 6)) {
    const categories = [...new Set(values)].sort((a, b) => compareValues(a, b)).map(formatValue);
    return { name, inverse, value: (run) => formatValue(value(run)), scale: { type: "category", inverse, data: categories, axisTick: { show: false } } };
  }
  const canBeLog = values.every((each) => each > 0);
  const isLog = canBeLog && Boolean(look.log ?? logarithmic);
  return { name, inverse, canBeLog, isLog, value, scale: { type: isLog ? "log" : "value", inverse, scale: true, axisLabel: { formatter: formatNumber } } };
}

const axisLook = () => ({
  nameLocation: "end",
  nameGap: 14,
  nameTextStyle: { color: themeColor("text"), fontWeight: 600, fontSize: 12 },
  axisLine: { lineStyle: { color: themeColor("faint"), width: 1 } },
  axisTick: { lineStyle: { color: themeColor("faint") } },
  areaSelectStyle: { width: 16, opacity: 0.25 },
});

// Lines run behind the labels, which need a ground of their own to stay legible.
const labelLook = () => ({ color: themeColor("text"), fontSize: 11, backgroundColor: themeColor("surface"), padding: [1, 3], borderRadius: 3 });

function boxOf(run, metric, parameters, color) {
  const values = [[metric.name, run.summary[metric.name]], ...parameters.map(({ name }) => [name, run.config[name]])];
  return tooltip(run.title, values.map(([name, value]) => ({ color, name, value: formatValue(value) })));
}
