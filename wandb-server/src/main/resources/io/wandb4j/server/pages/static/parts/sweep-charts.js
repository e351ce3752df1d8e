// What a sweep found: the metric run by run, and which values led there.
import { el } from "../core/dom.js";
import { number } from "../core/json.js";
import { AxisSwitches } from "./axis-switches.js";
import { Brush } from "./brush.js";
import { ChartCard } from "./chart-card.js";
import { Importance } from "./importance.js";
import { axesOf, parallelChart } from "./parallel-chart.js";
import { progressChart } from "./progress-chart.js";

/** The two charts, and what they say in numbers; each appears once there is something to see in it. */
export class SweepCharts {
  element = el("div", { class: "stack" });
  #runs = [];
  #signature;
  #brush;
  #progress = new ChartCard();
  #parallel;
  #looks = {};
  #switches = new AxisSwitches((name, change) => {
    this.#looks[name] = { ...this.#looks[name], ...change };
    this.#drawParallel();
  });
  #importance = new Importance();
  #loadImportance;
  #drawParallel = () => {};

  /** Calls back with the names of the runs that one picked on the axes, or with null for all. */
  constructor(onPick, loadImportance) {
    this.#loadImportance = loadImportance;
    this.#brush = new Brush((places) => onPick(places && new Set(places.map((place) => this.#runs[place].name))));
    this.#parallel = new ChartCard("tall", (chart) => this.#brush.attach(chart));
  }

  /** Shows the runs that have a value of the metric. */
  show(runs, metric, parameters) {
    const measured = metric ? runs.filter((run) => Number.isFinite(number(run.summary[metric.name]))) : [];
    const cards = measured.length > 0 ? [this.#progress, ...(parameters.length > 0 ? [this.#parallel, this.#switches, this.#importance] : [])] : [];
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
      this.#drawParallel = () => {
        const axes = axesOf(measured, metric, parameters, this.#looks);
        this.#parallel.show(`Parameters and ${metric.name}`, "drag along an axis to pick runs", () => parallelChart(measured, metric, parameters, axes));
        this.#switches.show(axes);
        this.#brush.restore();
      };
      this.#drawParallel();
      this.#showImportance(signature, metric);
    }
  }

  async #showImportance(signature, metric) {
    try {
      const found = await this.#loadImportance();
      if (signature === this.#signature) {
        this.#importance.show(found, metric);
      }
    } catch {
      this.#signature = null; // asked again with the next look at the sweep
    }
  }

  /** Picks all runs again. */
  clear() {
    this.#brush.clear();
  }
}
