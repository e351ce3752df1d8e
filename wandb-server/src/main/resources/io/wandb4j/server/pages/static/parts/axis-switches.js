// Switches for the axes of parallel coordinates: powers instead of steps, the least value at the top.
import { el, redraw } from "../core/dom.js";

/** A row of switches; calls back with the name of an axis and what is to be changed of its look. */
export class AxisSwitches {
  element = el("div", { class: "tools axes", role: "group", "aria-label": "Axes" });
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  show(axes) {
    const signature = axes.map(({ name, canBeLog, isLog, inverse }) => [name, canBeLog, isLog, inverse]);
    redraw(this.element, signature, () => axes.map((axis) => this.#switchesOf(axis)));
  }

  #switchesOf({ name, canBeLog, isLog, inverse }) {
    const toggle = (text, pressed, change) =>
      el("button", { class: "plain", "aria-pressed": String(pressed), "aria-label": `${text} ${name}`, onclick: () => this.#onChange(name, change) }, text);
    return el("span", {}, name, canBeLog && toggle("log", isLog, { log: !isLog }), toggle("flip", inverse, { flip: !inverse }));
  }
}
