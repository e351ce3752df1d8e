// A chart in its frame.
import { el, setText } from "../core/dom.js";
import { Chart } from "./chart.js";

/** A titled chart; show() takes the options of the chart as a function, called when they are needed. */
export class ChartCard {
  #title = el("strong");
  #note = el("span");
  #chart;

  constructor(shape = "", onMake = undefined) {
    this.#chart = new Chart(onMake);
    const widen = el("button", { class: "plain widen", title: "Wide or narrow", "aria-label": "Wide or narrow" }, "⤢");
    widen.addEventListener("click", () => this.element.classList.toggle("wide"));
    this.element = el("figure", { class: `chart ${shape}` }, el("figcaption", {}, this.#title, this.#note, widen), this.#chart.element);
  }

  /** Shows a chart; the note says what the x-axis is. */
  show(title, note, options) {
    setText(this.#title, title);
    setText(this.#note, note);
    this.element.dataset.chart = title;
    this.#chart.show(options);
  }

  remove() {
    this.#chart.remove();
    this.element.remove();
  }
}
