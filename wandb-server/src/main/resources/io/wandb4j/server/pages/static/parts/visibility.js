// Which runs are in the charts, and in which colour.
import { colorsOf } from "../core/colors.js";
import { el } from "../core/dom.js";

const FIRST = 20;

/** Shows the newest runs unless the viewer chose otherwise. */
export class Visibility {
  #choices = new Map();
  #first = new Set();
  #colors = new Map();
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** Takes note of all runs there are, the newest first. */
  know(runs) {
    this.#first = new Set(runs.slice(0, FIRST).map((run) => run.name));
    this.#colors = colorsOf(runs);
  }

  isShown(run) {
    return this.#choices.get(run.name) ?? this.#first.has(run.name);
  }

  color(run) {
    return this.#colors.get(run.name);
  }

  /** The button that takes a run into the charts or out of them. */
  eye(run) {
    const shown = this.isShown(run);
    const toggle = () => {
      this.#choices.set(run.name, !this.isShown(run));
      this.#onChange();
    };
    const label = `${shown ? "Hide" : "Show"} ${run.title} in the charts`;
    const dot = el("button", { class: "eye", "aria-pressed": String(shown), title: label, "aria-label": label, onclick: toggle });
    dot.style.color = this.color(run);
    return dot;
  }
}
