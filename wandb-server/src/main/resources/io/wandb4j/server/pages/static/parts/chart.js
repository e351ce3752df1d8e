// A chart on its canvas, drawn only while it is near what one sees.
import * as echarts from "../echarts.js";
import { onThemeChange } from "../core/colors.js";
import { el } from "../core/dom.js";

const REPLACED = ["series", "xAxis", "yAxis", "parallelAxis", "visualMap", "legend"];

const charts = new Map();
const nearby = new IntersectionObserver((entries) =>
  entries.forEach(({ target, isIntersecting }) => charts.get(target).setNear(isIntersecting)), { rootMargin: "300px" });
const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => charts.get(target).resize()));

onThemeChange(() => charts.forEach((chart) => chart.redraw()));

/** A chart; show() takes its options as a function, called when they are needed. */
export class Chart {
  element = el("div", { class: "canvas" });
  #chart;
  #near = false;
  #options;
  #drawn;
  #onMake;

  /** A chart; onMake is called once with the chart of the library, to listen to it. */
  constructor(onMake = () => {}) {
    this.#onMake = onMake;
    charts.set(this.element, this);
    nearby.observe(this.element);
    sizes.observe(this.element);
  }

  show(options) {
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
    if (!this.#chart) {
      this.#chart = echarts.init(this.element);
      this.#onMake(this.#chart);
    }
    this.#chart.setOption(this.#options(), { replaceMerge: REPLACED, lazyUpdate: true });
    this.#drawn = this.#options;
  }

  resize() {
    this.#chart?.resize();
  }

  remove() {
    nearby.unobserve(this.element);
    sizes.unobserve(this.element);
    charts.delete(this.element);
    this.#chart?.dispose();
    this.element.remove();
  }
}
