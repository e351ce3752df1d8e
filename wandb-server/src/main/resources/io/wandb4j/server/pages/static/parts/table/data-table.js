// A logged table: typed columns, sorting, a filter per column, and as many rows as there are.
import { el, setText } from "../../core/dom.js";
import { plural } from "../../core/format.js";
import { VirtualRows } from "../virtual.js";
import { cellOf } from "./cells.js";
import { kindOf, sortPlaces, testOf } from "./columns.js";
import { showRow } from "./row-dialog.js";

const LOW = 30;
const HIGH = 68;
const MANY = 20_000;
const PATIENCE = 200;
const WIDTHS = { number: 110, boolean: 90, image: 120 };

/** Shows tables {columns: [{name, type}], rows, files}; what the viewer sorts and filters by stays. */
export class DataTable {
  #head = el("thead");
  #body = el("tbody");
  #columnWidths = el("colgroup");
  #status = el("span", { class: "faint", role: "status" });
  #clear = el("button", { class: "plain faint", hidden: true, onclick: () => this.#clearFilters() }, "Clear filters");
  #virtual;
  #table = { columns: [], rows: [] };
  #kinds = [];
  #filters = new Map();
  #sort = null;
  #order = [];
  #timer;

  constructor({ label }) {
    this.scroller = el("div", { class: "scroll data", tabindex: 0 },
      el("table", { class: "list", "aria-label": label }, this.#columnWidths, this.#head, this.#body));
    this.element = el("div", { class: "data-table" }, this.scroller, el("div", { class: "bar" }, this.#status, this.#clear));
    this.#virtual = new VirtualRows({ scroller: this.scroller, height: LOW, draw: (...range) => this.#drawRows(...range) });
  }

  show(table) {
    const sameColumns = JSON.stringify(table.columns) === JSON.stringify(this.#table.columns);
    this.#table = table;
    this.#kinds = table.columns.map((_, place) => kindOf(table.rows, place));
    if (!sameColumns) {
      this.#filters.clear();
      this.#sort = null;
    }
    this.#drawHead();
    this.#arrange();
  }

  #arrange() {
    const { rows } = this.#table;
    const tests = [...this.#filters].map(([place, text]) => [place, testOf(text)]).filter(([, test]) => test);
    let places = Array.from(rows.keys());
    if (tests.length > 0) {
      places = places.filter((at) => tests.every(([place, test]) => test(rows[at][place])));
    }
    this.#order = this.#sort ? sortPlaces(places, rows, this.#sort.place, this.#kinds[this.#sort.place], this.#sort.sign) : places;
    setText(this.#status, [places.length < rows.length ? `${places.length.toLocaleString("en-US")} of ` : "", plural(rows.length, "row"), this.#table.note ? ` · ${this.#table.note}` : ""].join(""));
    this.#clear.hidden = tests.length === 0;
    this.#virtual.show(this.#order.length, this.#kinds.some((kind) => kind === "image" || kind === "video") ? HIGH : LOW);
  }

  #drawHead() {
    this.#columnWidths.replaceChildren(el("col", { class: "place" }), ...this.#table.columns.map((column, place) => {
      const element = el("col");
      element.style.width = `${WIDTHS[this.#kinds[place]] ?? this.#widthOf(column, place)}px`;
      return element;
    }), el("col"));
    const titles = this.#table.columns.map((column, place) => this.#title(column, place));
    const filters = this.#table.columns.map((column, place) => el("th", { class: "filters" }, this.#filter(column, place)));
    this.#head.replaceChildren(el("tr", {}, el("th"), titles, el("th")), el("tr", {}, el("th"), filters, el("th")));
  }

  // As wide as the longest of some values, within bounds.
  #widthOf({ name }, place) {
    const { rows } = this.#table;
    const texts = rows.slice(0, 100).map((row) => (typeof row[place] === "object" && row[place]?._type ? "[object3D]" : typeof row[place] === "object" ? JSON.stringify(row[place]) : String(row[place])));
    const longest = texts.reduce((most, text) => Math.max(most, text.length), name.length + 3);
    return Math.min(360, Math.max(90, 26 + longest * 7.4));
  }

  #title({ name, type }, place) {
    const active = this.#sort?.place === place;
    const kind = this.#kinds[place];
    const button = el("button", { class: "plain", onclick: () => this.#sortBy(place) }, name);
    return el("th", { scope: "col", class: kind === "number" ? "number" : null, "aria-sort": active ? (this.#sort.sign > 0 ? "ascending" : "descending") : null },
      button, el("small", {}, type ?? kind));
  }

  #filter({ name }, place) {
    const hint = this.#kinds[place] === "number" ? ">0.5, 1..3" : "filter";
    return el("input", {
      type: "search", placeholder: hint, "aria-label": `Filter ${name}`, value: this.#filters.get(place),
      oninput: (event) => {
        this.#filters.set(place, event.target.value);
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#anew(), this.#table.rows.length > MANY ? PATIENCE : 0);
      },
    });
  }

  #clearFilters() {
    this.#filters.clear();
    this.#drawHead();
    this.#anew();
  }

  #anew() {
    this.scroller.scrollTop = 0;
    this.#arrange();
  }

  #sortBy(place) {
    const again = this.#sort?.place === place;
    this.#sort = again && this.#sort.sign < 0 ? null : { place, sign: again ? -1 : 1 };
    this.#drawHead();
    this.#anew();
  }

  #drawRows(first, last, { above, below }) {
    const rows = this.#order.slice(first, last).map((place) => this.#row(place));
    this.#body.replaceChildren(space(above), ...rows, space(below));
  }

  #row(place) {
    const { columns, rows, files } = this.#table;
    const cells = columns.map((_, at) => el("td", { class: this.#kinds[at] === "number" ? "number" : null }, cellOf(rows[place][at], files)));
    return el("tr", { class: "row", onclick: () => showRow(this.#table, place) }, el("td", { class: "place faint" }, place + 1), cells, el("td"));
  }
}

function space(height) {
  const row = el("tr", { class: "space", "aria-hidden": "true" });
  row.style.height = `${height}px`;
  return row;
}
