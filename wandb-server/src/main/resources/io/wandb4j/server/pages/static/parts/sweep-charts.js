// What a sweep found: the metric run by run, and which values led there.
import { el } from "../core/dom.js";
import { number } from "../core/json.js";
import { Brush } from "./brush.js";
import { ChartCard } from "./chart-card.js";
import { parallelChart } from "./parallel-chart.js";
import { progressChart } from "./progress-chart.js";

/** The two charts; each appears once there is something to see in it. */
export class SweepCharts {
  element = el("div", { class: "stack" });
  #runs = [];
  #signature;
  #brush;
  #progress = new ChartCard();
  #parallel;

  /** Calls back with the names of the runs that one picked on the axes, or with null for all. */
  constructor(onPick) {
    this.#brush = new Brush((places) => onPick(places && new Set(places.map((place) => this.#runs[place].name))));
    this.#parallel = new ChartCard("tall", (chart) => this.#brush.attach(chart));
  }

  /** Shows the runs that have a value of the metric. */
  show(runs, metric, parameters) {
    const measured = metric ? runs.filter((run) => Number.isFinite(number(run.summary[metric.name]))) : [];
    const cards = measured.length > 0 ? [this.#progress, parameters.length > 0 && this.#parallel].filter(Boolean) : [];
    cards.forEach((card, index) => {
      if (this.element.children[index] !== card.element) {
        this.element.insertBefore(card.element, this.element.children[index] ?? null);
      }
    });
    const signature = JSON.stringify([parameters, measured.map((run) => [run.name, run.summary[metric.name]])]);
    if (cards.length > 0 && signature !== this.#signature) {
      this.#signature = signature;
      this.#runs = measured;
      this.#progress.show(`${metric.name} by run`, `${metric.goal}, best so far as a line`, () => progressChart(measured, metric));
      this.#parallel.show(`Parameters and ${metric.name}`, "drag along an axis to pick runs", () => parallelChart(measured, metric, parameters));
      this.#brush.restore();
    }
  }

  /** Picks all runs again. */
  clear() {
    this.#brush.clear();
  }
}
