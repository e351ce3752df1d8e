// A chart that a preset draws from a table; where nobody here knows the preset, the table itself.
import { el } from "../../core/dom.js";
import { loadPreview } from "../../data/tables.js";
import { Chart } from "../chart.js";
import { presetChart } from "../preset-chart.js";
import { DataTable } from "../table/data-table.js";

/** Shows the table values of one chart {key, preset, fields, strings}. */
export class PresetView {
  #visual;
  #context;
  #draw;
  #chart = new Chart();
  #table;

  constructor(visual, context) {
    this.#visual = visual;
    this.#context = context;
    this.#draw = presetChart(visual);
    this.element = this.#draw ? this.#chart.element : el("div");
  }

  async show(value) {
    const table = await loadPreview(value, this.#context.url);
    if (this.#draw) {
      this.#chart.show(() => this.#draw(table));
      return;
    }
    this.#table ??= new DataTable({ label: this.#visual.key });
    this.element.replaceChildren(el("p", { class: "faint" }, "Drawn by the preset ", el("code", {}, this.#visual.preset), ", which this server does not have; its table:"), this.#table.element);
    this.#table.show(table);
  }
}
