// The metric of each run in the order of their starts, and the best so far.
import { ACCENT, themeColor } from "../core/colors.js";
import { formatNumber } from "../core/format.js";
import { number } from "../core/json.js";
import { axisStyle, frame, tooltip, tooltipStyle } from "./line-chart.js";

/** A dot per run, and steps where a run was better than all before it. */
export function progressChart(runs, metric) {
  const values = runs.map((run) => number(run.summary[metric.name]));
  return {
    ...frame(),
    xAxis: { ...axisStyle(), type: "value", min: 0, max: runs.length + 1, minInterval: 1, splitLine: { show: false }, axisLabel: { ...axisStyle().axisLabel, formatter: (place) => (place >= 1 && place <= runs.length ? String(place) : "") } },
    yAxis: { ...axisStyle(), type: "value", scale: true, splitNumber: 4, axisLabel: { ...axisStyle().axisLabel, formatter: formatNumber } },
    tooltip: { ...tooltipStyle(), trigger: "item", formatter: ({ dataIndex, seriesType }) => seriesType === "scatter" ? boxOf(runs[dataIndex], values[dataIndex], metric) : "" },
    series: [
      { type: "line", step: "end", showSymbol: false, silent: true, color: themeColor("faint"), lineStyle: { width: 1.5, type: "dashed" }, data: bestSoFar(values, metric.sign) },
      { type: "scatter", symbolSize: 10, color: ACCENT, data: values.map((value, index) => [index + 1, value]) },
    ],
  };
}

function bestSoFar(values, sign) {
  let best = values[0];
  return values.map((value, index) => {
    best = sign * value < sign * best ? value : best;
    return [index + 1, best];
  });
}

const boxOf = (run, value, metric) =>
  tooltip(run.title, [{ color: ACCENT, name: metric.name, value: formatNumber(value) }]);
