// Charts of many metrics, in sections by what comes before the slash.
import { el, setText } from "../core/dom.js";
import { plural } from "../core/format.js";
import { ChartCard } from "./chart-card.js";
import { axisName, lineChart } from "./line-chart.js";
import { sectionOf } from "./sections.js";

const UNNAMED = "Charts";

/** One chart per metric; charts that exist already are updated in place. */
export class ChartGrid {
  #sections = new Map();
  #cards = new Map();

  constructor() {
    this.element = el("div", { class: "sections" });
  }

  /** Shows these metrics; lines(key, axis) gives a chart's lines, axisOf(key) its x-axis. */
  show(keys, { lines, axisOf, smoothing, logarithmic }) {
    const sorted = [...keys].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const bySection = Map.groupBy(sorted, (key) => sectionOf(key, UNNAMED));
    const names = [...bySection.keys()].sort((a, b) => (b === UNNAMED) - (a === UNNAMED) || a.localeCompare(b, "en"));
    names.forEach((name) => this.#section(name, bySection.get(name)));
    this.#dropAllBut(new Set(sorted), new Set(names));
    for (const key of sorted) {
      const axis = axisOf(key);
      this.#cards.get(key).show(key, axisName(axis), () => lineChart(lines(key, axis), { axis, smoothing, logarithmic }));
    }
  }

  #section(name, keys) {
    const section = this.#sections.get(name) ?? this.#newSection(name);
    setText(section.count, plural(keys.length, "chart"));
    for (const key of keys) {
      if (!this.#cards.has(key)) {
        this.#cards.set(key, new ChartCard());
      }
    }
    keys.forEach((key, index) => place(section.grid, this.#cards.get(key).element, index));
  }

  #newSection(name) {
    const count = el("span");
    const grid = el("div", { class: "grid" });
    const element = el("details", { class: "section", open: true }, el("summary", {}, name, count), grid);
    this.#sections.set(name, { element, grid, count });
    const before = [...this.#sections.keys()].filter((other) => other !== UNNAMED && name !== UNNAMED && other > name).sort()[0];
    const next = name === UNNAMED ? this.element.firstChild : this.#sections.get(before)?.element;
    this.element.insertBefore(element, next ?? null);
    return this.#sections.get(name);
  }

  #dropAllBut(keys, names) {
    for (const [key, card] of this.#cards) {
      if (!keys.has(key)) {
        card.remove();
        this.#cards.delete(key);
      }
    }
    for (const [name, { element }] of this.#sections) {
      if (!names.has(name)) {
        element.remove();
        this.#sections.delete(name);
      }
    }
  }
}

function place(parent, child, index) {
  if (parent.children[index] !== child) {
    parent.insertBefore(child, parent.children[index] ?? null);
  }
}
