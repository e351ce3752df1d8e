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

  #order;

  /** Sections come in this order, those that it lacks by the alphabet. */
  constructor(order = [UNNAMED]) {
    this.#order = order;
    this.element = el("div", { class: "sections" });
  }

  /** Shows these metrics; lines(key, axis) gives a chart's lines, axisOf(key) its x-axis, titleOf(key) its title. */
  show(keys, { lines, axisOf, titleOf = (key) => key, smoothing, logarithmic }) {
    const sorted = [...keys].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const bySection = Map.groupBy(sorted, (key) => sectionOf(key, UNNAMED));
    const names = [...bySection.keys()].sort((a, b) => this.#rank(a) - this.#rank(b) || a.localeCompare(b, "en"));
    names.forEach((name, index) => place(this.element, this.#section(name, bySection.get(name)), index));
    this.#dropAllBut(new Set(sorted), new Set(names));
    for (const key of sorted) {
      const axis = axisOf(key);
      this.#cards.get(key).show(titleOf(key), axisName(axis), () => lineChart(lines(key, axis), { axis, smoothing, logarithmic }));
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
    return section.element;
  }

  #rank(name) {
    const rank = this.#order.indexOf(name);
    return rank < 0 ? this.#order.length : rank;
  }

  #newSection(name) {
    const count = el("span");
    const grid = el("div", { class: "grid" });
    const element = el("details", { class: "section", open: true }, el("summary", {}, name, count), grid);
    this.#sections.set(name, { element, grid, count });
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
