// What a sweep found: the metric run by run, and which values led there.
import { el } from "../core/dom.js";
import { number } from "../core/json.js";
import { ChartCard } from "./chart-card.js";
import { parallelChart } from "./parallel-chart.js";
import { progressChart } from "./progress-chart.js";

/** The two charts; each appears once there is something to see in it. */
export class SweepCharts {
  element = el("div", { class: "stack" });
  #progress = new ChartCard();
  #parallel = new ChartCard("tall");

  /** Shows the runs that have a value of the metric. */
  show(runs, metric, parameters) {
    const measured = metric ? runs.filter((run) => Number.isFinite(number(run.summary[metric.name]))) : [];
    const cards = measured.length > 0 ? [this.#progress, parameters.length > 0 && this.#parallel].filter(Boolean) : [];
    cards.forEach((card, index) => {
      if (this.element.children[index] !== card.element) {
        this.element.insertBefore(card.element, this.element.children[index] ?? null);
      }
    });
    if (cards.length > 0) {
      this.#progress.show(`${metric.name} by run`, `${metric.goal}, best so far as a line`, () => progressChart(measured, metric));
      this.#parallel.show(`Parameters and ${metric.name}`, "one line per run, from good in green to bad in red", () => parallelChart(measured, metric, parameters));
    }
  }
}
