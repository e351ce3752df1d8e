// A chart in its frame, drawn only while it is near what one sees.
import * as echarts from "../echarts.js";
import { onThemeChange } from "../core/colors.js";
import { el, setText } from "../core/dom.js";

const cards = new Map();
const nearby = new IntersectionObserver((entries) =>
  entries.forEach(({ target, isIntersecting }) => cards.get(target).setNear(isIntersecting)), { rootMargin: "300px" });
const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => cards.get(target).resize()));

onThemeChange(() => cards.forEach((card) => card.redraw()));

/** A titled chart; show() takes the options of the chart as a function, called when they are needed. */
export class ChartCard {
  #title = el("strong");
  #note = el("span");
  #canvas = el("div", { class: "canvas" });
  #chart;
  #near = false;
  #options;
  #drawn;

  constructor(shape = "") {
    const widen = el("button", { class: "plain widen", title: "Wide or narrow", "aria-label": "Wide or narrow" }, "⤢");
    widen.addEventListener("click", () => this.element.classList.toggle("wide"));
    this.element = el("figure", { class: `chart ${shape}` }, el("figcaption", {}, this.#title, this.#note, widen), this.#canvas);
    cards.set(this.#canvas, this);
    nearby.observe(this.#canvas);
    sizes.observe(this.#canvas);
  }

  /** Shows a chart; the note says what the x-axis is. */
  show(title, note, options) {
    setText(this.#title, title);
    setText(this.#note, note);
    this.element.dataset.chart = title;
    this.#options = options;
    this.redraw();
  }

  setNear(near) {
    this.#near = near;
    if (this.#drawn !== this.#options) {
      this.redraw();
    }
  }

  redraw() {
    if (!this.#near || !this.#options) {
      return;
    }
    this.#chart ??= echarts.init(this.#canvas);
    this.#chart.setOption(this.#options(), { replaceMerge: ["series", "xAxis", "yAxis", "parallelAxis", "visualMap"], lazyUpdate: true });
    this.#drawn = this.#options;
  }

  resize() {
    this.#chart?.resize();
  }

  remove() {
    nearby.unobserve(this.#canvas);
    sizes.unobserve(this.#canvas);
    cards.delete(this.#canvas);
    this.#chart?.dispose();
    this.element.remove();
  }
}
