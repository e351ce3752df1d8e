// One medium in its frame, with a slider over the steps at which it was logged.
import { el, setText } from "../../core/dom.js";
import { SUMMARY } from "../../data/media.js";

const panels = new WeakMap();
const nearby = new IntersectionObserver((entries) =>
  entries.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => {
    nearby.unobserve(target);
    panels.get(target).start();
  }), { rootMargin: "400px" });

/** A titled frame around a view: {element, show(value, step)}. */
export class MediaPanel {
  #title = el("strong");
  #note = el("span");
  #slider = el("input", { type: "range", min: 0, step: 1, value: 0, "aria-label": "Step", oninput: () => this.#draw() });
  #view;
  #valueAt;
  #steps = [];
  #drawn = 0;
  #near = false;

  constructor(key, view, valueAt, shape = "") {
    this.#view = view;
    this.#valueAt = valueAt;
    setText(this.#title, key);
    const widen = el("button", { class: "plain widen", title: "Wide or narrow", "aria-label": "Wide or narrow", onclick: () => this.element.classList.toggle("wide") }, "⤢");
    this.element = el("figure", { class: `chart medium ${shape}`, tabindex: 0, "data-medium": key, onkeydown: (event) => this.#key(event) },
      el("figcaption", {}, this.#title, this.#note, widen), view.element, el("div", { class: "steps" }, this.#slider));
    panels.set(this.element, this);
    nearby.observe(this.element);
  }

  /** Draws for the first time, now that somebody may see it. */
  start() {
    this.#near = true;
    this.#view.steps?.(this.#steps);
    this.#draw();
  }

  /** The steps there are; who looks at the last one keeps looking at the last. */
  steps(steps) {
    const atEnd = this.#steps.length === 0 || Number(this.#slider.value) === this.#steps.length - 1;
    if (this.#steps.length === steps.length && this.#steps.at(-1) === steps.at(-1)) {
      return;
    }
    this.#steps = steps;
    this.#slider.max = steps.length - 1;
    this.#slider.parentElement.hidden = steps.length < 2;
    if (this.#near) {
      this.#view.steps?.(steps);
    }
    if (atEnd) {
      this.#slider.value = steps.length - 1;
      this.#draw();
    }
  }

  // Arrows move the slider wherever in the panel one is, unless they already mean something there.
  #key(event) {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!move || event.target !== this.element) {
      return;
    }
    event.preventDefault();
    this.#slider.value = Number(this.#slider.value) + move;
    this.#draw();
  }

  async #draw() {
    if (!this.#near || this.#steps.length === 0) {
      return;
    }
    const turn = ++this.#drawn;
    const step = this.#steps[Number(this.#slider.value)];
    setText(this.#note, step === SUMMARY ? "summary" : `step ${step}${this.#steps.length > 1 ? ` · ${Number(this.#slider.value) + 1} of ${this.#steps.length}` : ""}`);
    try {
      const value = await this.#valueAt(step);
      if (turn === this.#drawn) {
        await this.#view.show(value, step);
      }
    } catch (error) {
      this.#view.element.replaceChildren(el("p", { class: "faint" }, `It cannot be shown: ${error.message}`));
    }
  }
}
