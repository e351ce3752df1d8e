// Histograms: the one of a step as bars, and all of them over the steps as a map.
import { ACCENT, PALETTE, themeColor } from "../../core/colors.js";
import { el } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";
import { axisChart, axisOf, binSeries } from "../axis-chart.js";
import { Chart } from "../chart.js";
import { tooltip } from "../line-chart.js";

/** Shows values of the type histogram, or lists of them. */
export class Histograms {
  #bars = new Chart();
  #map = new Chart();
  #context;
  #steps = 0;

  constructor(context) {
    this.#context = context;
    this.#map.element.hidden = true;
    this.element = el("div", { class: "histograms" }, this.#map.element, this.#bars.element);
  }

  /** Takes note of the steps there are, and draws the map of them anew. */
  async steps(steps) {
    if (steps.length < 2 || steps.length === this.#steps) {
      return;
    }
    this.#steps = steps.length;
    const rows = (await this.#context.sampled()).map(([step, value]) => ({ step, ...[value].flat()[0] })).filter((row) => row.values);
    this.#map.element.hidden = rows.length < 2;
    this.#map.show(() => mapOf(rows));
  }

  show(value) {
    const histograms = [value].flat().filter((it) => it?._type === "histogram");
    this.#bars.show(() => axisChart({
      x: axisOf("", []),
      y: axisOf("", [], { scale: false }),
      series: histograms.map((it, index) => ({
        ...binSeries(binsOf(it), histograms.length > 1 ? PALETTE[index % PALETTE.length] : ACCENT, histograms.length > 1 ? `no. ${index + 1}` : ""),
        tooltip: { formatter: ({ value: [from, until, count], color }) => tooltip(range(from, until), [{ color, name: "count", value: formatNumber(count) }]) },
      })),
    }));
  }
}

// The bins of W&B's own histograms may come packed: a first edge, a width and a count.
function binsOf({ values = [], bins = [], packedBins: packed }) {
  const edges = packed ? Array.from({ length: packed.count + 1 }, (_, index) => packed.min + index * packed.size) : bins;
  return values.map((count, index) => ({ from: edges[index], until: edges[index + 1], count }));
}

const range = (from, until) => `${formatNumber(from)} to ${formatNumber(until)}`;

function mapOf(rows) {
  const cells = rows.flatMap((row, index) => {
    const bins = binsOf(row);
    const next = rows[index + 1]?.step ?? row.step + (row.step - rows[Math.max(0, index - 1)].step || 1);
    const most = bins.reduce((max, { count }) => Math.max(max, count), 1);
    return bins.filter(({ count }) => count > 0).map(({ from, until, count }) => [row.step, next, from, until, count / most, count]);
  });
  return {
    ...axisChart({
      x: { ...axisOf("", []), min: "dataMin", max: "dataMax", splitLine: { show: false } },
      y: { ...axisOf("", []), splitLine: { show: false }, splitNumber: 3 },
      series: [{
        type: "custom",
        encode: { x: [0, 1], y: [2, 3] },
        data: cells,
        renderItem: drawCell,
        tooltip: { formatter: ({ value: [step, , from, until, , count], color }) => tooltip(`step ${step}, ${range(from, until)}`, [{ color, name: "count", value: formatNumber(count) }]) },
      }],
    }),
    visualMap: { show: false, min: 0, max: 1, dimension: 4, inRange: { color: [themeColor("raised"), ACCENT] } },
  };
}

function drawCell(_, api) {
  const [left, top] = api.coord([api.value(0), api.value(3)]);
  const [right, bottom] = api.coord([api.value(1), api.value(2)]);
  return { type: "rect", shape: { x: left, y: top, width: Math.max(1, right - left + 0.5), height: Math.max(1, bottom - top + 0.5) }, style: { fill: api.visual("color") } };
}
