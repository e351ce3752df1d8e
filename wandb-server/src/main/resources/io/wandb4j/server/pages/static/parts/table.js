// A table that can be sorted and that changes only where its rows change.
import { el, redraw, setText } from "../core/dom.js";
import { compareValues } from "./order.js";

const LONG = 30;

// What is cut off in a long cell can be read by pointing at it; what only sorts is left out.
function titleOf({ value }, row) {
  const full = value?.(row);
  return typeof full === "string" && full.length > LONG ? full.replace("\u0000", "") : null;
}

/**
 * Rows of any kind under columns {id, title, group, value(row), cell(row), kind}.
 * The value sorts, the cell shows; rows are told apart by their name.
 */
export class Table {
  #head = el("thead");
  #body = el("tbody");
  #lines = new Map();
  #columns = [];
  #rows = [];
  #sort;

  constructor({ sort = null, label }) {
    this.#sort = sort;
    this.element = el("div", { class: "scroll" }, el("table", { class: "list", "aria-label": label }, this.#head, this.#body));
  }

  /** Shows these rows; what has not changed stays as it is. */
  show(rows, columns) {
    this.#rows = rows;
    this.#columns = columns;
    this.#draw();
  }

  #draw() {
    const signature = [this.#sort, this.#columns.map(({ id, title, group }) => [id, title, group])];
    redraw(this.#head, signature, () => [this.#groups(), this.#titles()]);
    const seen = new Set();
    this.#sorted().forEach((row, index) => {
      seen.add(row.name);
      this.#place(this.#line(row), index);
    });
    for (const [name, line] of this.#lines) {
      if (!seen.has(name)) {
        line.remove();
        this.#lines.delete(name);
      }
    }
  }

  #line(row) {
    const line = this.#lines.get(row.name) ?? el("tr");
    this.#lines.set(row.name, line);
    const cells = this.#columns.map((column) => el("td", { class: column.kind, title: titleOf(column, row) }, column.cell(row)));
    redraw(line, cells.map((cell) => cell.innerHTML), () => cells);
    return line;
  }

  #place(line, index) {
    const present = this.#body.children[index];
    if (present !== line) {
      this.#body.insertBefore(line, present ?? null);
    }
  }

  #sorted() {
    const column = this.#columns.find(({ id }) => id === this.#sort?.id);
    if (!column?.value) {
      return this.#rows;
    }
    const sign = this.#sort.descending ? -1 : 1;
    return [...this.#rows].sort((a, b) => compareValues(column.value(a), column.value(b), sign));
  }

  #groups() {
    const spans = [];
    for (const { group = "" } of this.#columns) {
      spans.at(-1)?.group === group ? spans.at(-1).span++ : spans.push({ group, span: 1 });
    }
    const isGrouped = spans.some(({ group }) => group);
    return isGrouped && el("tr", { class: "groups" }, spans.map(({ group, span }) => el("th", { colspan: span }, group)));
  }

  #titles() {
    return el("tr", {}, this.#columns.map((column) => this.#title(column)));
  }

  #title(column) {
    if (!column.value) {
      return el("th", { scope: "col", class: column.kind }, column.title);
    }
    const active = this.#sort?.id === column.id;
    const direction = active ? (this.#sort.descending ? "descending" : "ascending") : null;
    const button = el("button", { class: "plain", title: column.title, onclick: () => this.#sortBy(column.id) });
    setText(button, column.title);
    return el("th", { scope: "col", class: column.kind, "aria-sort": direction }, button);
  }

  #sortBy(id) {
    const again = this.#sort?.id === id;
    this.#sort = { id, descending: again ? !this.#sort.descending : false };
    this.#draw();
  }
}
