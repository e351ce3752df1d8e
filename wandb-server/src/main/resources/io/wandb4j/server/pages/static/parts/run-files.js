// The files of a run.
import { runFileUrl } from "../core/address.js";
import { el, redraw } from "../core/dom.js";
import { loadFiles } from "../data/files.js";
import { isLive } from "../data/runs.js";
import { FolderView } from "./folder-view.js";
import { empty } from "./small.js";

const PATIENCE = 15_000;

/** The files in their folders, each to look at or to download. */
export class RunFiles {
  element = el("section");
  #place;
  #view;
  #count = -1;
  #loaded = 0;

  constructor(place) {
    this.#place = place;
    this.#view = new FolderView(({ name }) => runFileUrl(place, name));
  }

  /** Shows the files that are there by now. */
  async show([run]) {
    const isDue = isLive(run) && Date.now() > this.#loaded + PATIENCE;
    if (run.fileCount === this.#count && !isDue) {
      return;
    }
    this.#count = run.fileCount;
    this.#loaded = Date.now();
    const files = await loadFiles(this.#place);
    redraw(this.element, files.length > 0, () => (files.length > 0 ? this.#view.element : none()));
    this.#view.show(files);
  }
}

const none = () => empty("No files", el("p", {}, "Clients upload the run's files when it ends, and those that a program saves while it runs."));
