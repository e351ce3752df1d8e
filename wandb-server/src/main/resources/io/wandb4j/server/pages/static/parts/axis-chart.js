// Charts of some series over two axes, as tables and figures describe them.
import { PALETTE, themeColor } from "../core/colors.js";
import { formatNumber } from "../core/format.js";
import { axisStyle, frame, tooltipStyle } from "./line-chart.js";

const isNumber = (value) => typeof value === "number";

/** The colour of the series at an index. */
export const seriesColor = (index) => PALETTE[index % PALETTE.length];

/** Whether all values that are there are numbers. */
export const areNumbers = (values) => values.every((value) => value == null || isNumber(value) || value === "NaN");

/** An axis with its name: of values, or of categories where there are others than numbers. */
export function axisOf(name, values, { type, scale = true } = {}) {
  const base = { ...axisStyle(), name, nameLocation: "middle", nameGap: 24, nameTextStyle: { color: themeColor("faint"), fontSize: 11 } };
  const kind = type ?? (areNumbers(values) ? "value" : "category");
  if (kind === "category") {
    return { ...base, type: kind, data: [...new Set(values.map(String))] };
  }
  const label = kind === "time" ? {} : { formatter: formatNumber };
  return { ...base, type: kind, scale, axisLabel: { ...base.axisLabel, ...label } };
}

/** The options of a chart of these series; each series has its name and colour. */
export function axisChart({ x, y, series, tooltip = "item", legend = series.length > 1 }) {
  const style = frame();
  return {
    ...style,
    grid: { left: 6, right: 18, top: 10, bottom: legend ? 28 : 4, outerBoundsMode: "same", outerBoundsContain: "all" },
    xAxis: x,
    yAxis: y,
    legend: { show: legend, type: "scroll", bottom: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: themeColor("text"), fontSize: 11 }, pageTextStyle: { color: themeColor("faint") } },
    tooltip: { ...tooltipStyle(), trigger: tooltip, valueFormatter: (value) => (isNumber(value) ? formatNumber(value) : String(value)) },
    series,
  };
}

/** How often values lie in bins of equal width: {from, until, count}. */
export function binsOf(values, count = Math.min(40, Math.max(5, Math.ceil(Math.sqrt(values.length))))) {
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const width = (high - low) / count || 1;
  const bins = Array.from({ length: count }, (_, index) => ({ from: low + index * width, until: low + (index + 1) * width, count: 0 }));
  finite.forEach((value) => bins[Math.min(count - 1, Math.floor((value - low) / width))].count++);
  return bins;
}

/** A series of bars that stand without gaps on the bins. */
export const binSeries = (bins, color, name = "") => ({
  type: "custom",
  name,
  color,
  encode: { x: [0, 1], y: 2, tooltip: 2 },
  data: bins.map(({ from, until, count }) => [from, until, count]),
  renderItem: (_, api) => {
    const [left, top] = api.coord([api.value(0), api.value(2)]);
    const [right, bottom] = api.coord([api.value(1), 0]);
    return { type: "rect", shape: { x: left, y: top, width: Math.max(1, right - left - 1), height: bottom - top }, style: { fill: api.visual("color") } };
  },
});
