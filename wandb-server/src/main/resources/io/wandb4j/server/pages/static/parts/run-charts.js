// The charts of all metrics of some runs.
import { el } from "../core/dom.js";
import { History } from "../data/history.js";
import { Definitions } from "../data/metrics.js";
import { ChartGrid } from "./chart-grid.js";
import { chartTools } from "./chart-tools.js";

/** Fetches and draws; call show() again whenever the runs may have gone on. */
export class RunCharts {
  #history;
  #grid = new ChartGrid();
  #tools = chartTools(() => this.#draw());
  #runs = [];
  #look;
  #drawn;

  constructor({ entity, project }) {
    this.#history = new History(entity, project);
    this.element = el("section", { class: "charts" }, this.#tools.element, this.#grid.element);
  }

  /** Shows these runs in the colours of the look; draws only if there is anything new. */
  async show(runs, look) {
    const definitions = new Definitions(runs);
    const signature = runs.map((run) => [run.name, run.title, run.metrics.length]).join();
    const fresh = await this.#history.refresh(runs, definitions);
    this.#runs = runs;
    this.#look = look;
    this.definitions = definitions;
    if (fresh || signature !== this.#drawn) {
      this.#drawn = signature;
      this.#draw();
    }
  }

  #draw() {
    const { axis: chosen, smoothing, logarithmic } = this.#tools.settings;
    const keys = this.#history.keys(this.#runs).filter((key) => this.definitions.isCharted(key));
    const axisOf = (key) => (chosen === "default" ? this.definitions.stepOf(key) : chosen);
    this.#grid.show(keys, { lines: (key, axis) => this.#lines(key, axis), axisOf, smoothing, logarithmic });
  }

  #lines(key, axis) {
    return this.#runs
      .map((run) => ({ name: run.title, color: this.#look.color(run), points: this.#history.points(run, key, axis) }))
      .filter(({ points }) => points.length > 0);
  }
}
