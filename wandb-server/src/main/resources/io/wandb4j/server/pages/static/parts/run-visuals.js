// The charts that a run defined over its tables.
import { el, redraw } from "../core/dom.js";
import { plural } from "../core/format.js";
import { visualsOf } from "../data/visuals.js";
import { contextOf } from "./media/context.js";
import { MediaPanel } from "./media/panel.js";
import { PresetView } from "./media/preset.js";

/** One panel per chart, with a slider over the steps of its table. */
export class RunVisuals {
  element = el("div", { class: "sections" });
  #place;
  #media;
  #panels = new Map();

  constructor(place, media) {
    this.#place = place;
    this.#media = media;
  }

  /** Shows the charts whose tables are there. */
  async show([run]) {
    const visuals = visualsOf(run);
    if (visuals.length === 0) {
      return;
    }
    await this.#media.refresh(run);
    const there = visuals.filter(({ tableKey }) => this.#media.keys.has(tableKey));
    there.forEach((visual) => this.#panel(visual, run).steps(this.#media.keys.get(visual.tableKey).steps));
    redraw(this.element, there.map(({ key }) => key), () => there.length > 0 && this.#section(there));
  }

  #panel(visual, run) {
    if (!this.#panels.has(visual.key)) {
      const context = contextOf(visual.tableKey, { place: this.#place, media: this.#media, run });
      this.#panels.set(visual.key, new MediaPanel(visual.strings.title || visual.key, new PresetView(visual, context), context.valueAt));
    }
    return this.#panels.get(visual.key);
  }

  #section(visuals) {
    return el("details", { class: "section", open: true }, el("summary", {}, "Custom charts", el("span", {}, plural(visuals.length, "chart"))),
      el("div", { class: "grid" }, visuals.map(({ key }) => this.#panels.get(key).element)));
  }
}
