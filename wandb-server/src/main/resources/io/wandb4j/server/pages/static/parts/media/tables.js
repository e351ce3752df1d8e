// Tables that were logged: whole ones, and those that grow step by step.
import { el } from "../../core/dom.js";
import { loadTable, stack } from "../../data/tables.js";
import { DataTable } from "../table/data-table.js";

const AT_ONCE = 8;

/** Shows the values of table-file and incremental-table-file. */
export class Tables {
  #context;
  #table;
  #loaded = new Map();

  constructor(context) {
    this.#context = context;
    this.#table = new DataTable({ label: context.key });
    this.element = el("div", {}, this.#table.element);
  }


  async show(value, step) {
    this.#table.show(value._type === "incremental-table-file" ? await this.#increments(step) : await this.#load(value));
  }

  // What was added up to this step: each row of the history brings one part.
  async #increments(step) {
    const values = (await this.#context.sampled()).filter(([at]) => at <= step).map(([, value]) => value);
    const tables = [];
    for (let from = 0; from < values.length; from += AT_ONCE) {
      tables.push(...(await Promise.all(values.slice(from, from + AT_ONCE).map((value) => this.#load(value)))));
    }
    return { ...stack(tables), note: `${tables.length} increments` };
  }

  #load(value) {
    if (!this.#loaded.has(value.path)) {
      if (value._type === "table-file") {
        this.#loaded.clear(); // a whole table may be large; increments are not
      }
      this.#loaded.set(value.path, loadTable(value, this.#context.url));
    }
    return this.#loaded.get(value.path);
  }
}
