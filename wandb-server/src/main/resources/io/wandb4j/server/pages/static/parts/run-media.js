// The media or the tables of a run, in sections by what comes before the slash.
import { el, redraw } from "../core/dom.js";
import { plural } from "../core/format.js";
import { visualsOf } from "../data/visuals.js";
import { contextOf } from "./media/context.js";
import { MediaPanel } from "./media/panel.js";
import { Tables } from "./media/tables.js";
import { viewOf } from "./media/views.js";
import { sectionOf } from "./sections.js";
import { code, empty } from "./small.js";

const TABLE = /^(incremental-)?table-file$/;
const OF_CHARTS = "Tables of charts";
const BY_KEY = (a, b) => a.localeCompare(b, "en", { numeric: true });

/** One panel per key; panels that exist already only learn of new steps. */
class Panels {
  element = el("section", { class: "sections" });
  #place;
  #media;
  #panels = new Map();

  constructor(place, media) {
    this.#place = place;
    this.#media = media;
  }

  /** Shows what was logged so far. */
  async show([run]) {
    await this.#media.refresh(run);
    const keys = [...this.#media.keys].filter(([, { type }]) => this.shows(type)).map(([key]) => key).sort(BY_KEY);
    keys.forEach((key) => this.#panel(key, run).steps(this.#media.keys.get(key).steps));
    redraw(this.element, keys, () => (keys.length > 0 ? this.#sections(keys, run) : this.none()));
  }

  #panel(key, run) {
    if (!this.#panels.has(key)) {
      const context = contextOf(key, { place: this.#place, media: this.#media, run });
      this.#panels.set(key, this.panel(key, this.#media.keys.get(key).type, context));
    }
    return this.#panels.get(key);
  }

  #sections(keys, run) {
    const sections = [...Map.groupBy(keys, (key) => this.section(key, run))].sort(([a], [b]) => (a === OF_CHARTS) - (b === OF_CHARTS));
    return sections.map(([name, inside]) =>
      el("details", { class: "section", open: name !== OF_CHARTS }, el("summary", {}, name, el("span", {}, plural(inside.length, "panel"))),
        el("div", { class: "grid" }, inside.map((key) => this.#panels.get(key).element))));
  }
}

/** The panels of all media but tables. */
export class RunMediaPanels extends Panels {
  shows = (type) => !TABLE.test(type);
  panel = (key, type, context) => new MediaPanel(key, viewOf(type, context), context.valueAt);
  section = (key) => sectionOf(key, "Media");
  none = () => empty("No media yet",
    el("p", {}, "Pictures, sounds, films, pages, shapes and histograms appear here:"),
    code('run.log(Map.of("sample", Image.of(pixels).withCaption("a digit")));'));
}

/** The panels of all tables; those that only feed charts are apart. */
export class RunTables extends Panels {
  shows = (type) => TABLE.test(type);
  panel = (key, _, context) => new MediaPanel(key, new Tables(context), context.valueAt, "full");
  section = (key, run) => (visualsOf(run).some(({ tableKey }) => tableKey === key) ? OF_CHARTS : sectionOf(key, "Tables"));
  none = () => empty("No tables yet",
    el("p", {}, "Tables with numbers, text and media in their cells appear here:"),
    code('run.log(Map.of("predictions", Table.columns("image", "truth", "guess").add(Image.of(pixels), 7, 1).build()));'));
}
