// What a run wrote to its console.
import { el, redraw, setText } from "../core/dom.js";
import { formatTime, plural } from "../core/format.js";
import { nodes, query } from "../core/graphql.js";
import { empty } from "./small.js";

const LAST = 2000;
const LINES = `query Log($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) {
    logLines(last: ${LAST}) { edges { node { number timestamp level line } } } } }
}`;

// Escape sequences colour a terminal; here they would only be noise.
const ESCAPES = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** The newest lines, with a box to search them. */
export class RunLog {
  #place;
  #count = -1;
  #lines = [];
  #search = el("input", { type: "search", class: "filter", placeholder: "Search the log", "aria-label": "Search the log", oninput: () => this.#draw() });
  #status = el("span", { class: "faint" });
  #body = el("div", { class: "log", tabindex: 0, "aria-label": "Console lines" });
  element = el("section");

  constructor(place) {
    this.#place = place;
  }

  /** Shows what was written so far, and follows the end while one looks at the end. */
  async show([run]) {
    if (run.logLineCount === this.#count) {
      return;
    }
    const data = await query(LINES, this.#place);
    this.#count = run.logLineCount;
    this.#lines = nodes(data.project.run.logLines);
    const content = () => (this.#count > 0 ? [el("div", { class: "bar" }, this.#search, this.#status), this.#body] : none());
    redraw(this.element, this.#count > 0, content);
    this.#draw();
  }

  #draw() {
    const wanted = this.#search.value.toLowerCase();
    const found = this.#lines.filter(({ line }) => line.toLowerCase().includes(wanted));
    const atEnd = this.#body.scrollHeight - this.#body.scrollTop - this.#body.clientHeight < 40;
    this.#body.replaceChildren(...found.map(lineElement));
    setText(this.#status, this.#count > LAST ? `the last ${LAST} of ${plural(this.#count, "line")}` : plural(found.length, "line"));
    if (atEnd) {
      this.#body.scrollTop = this.#body.scrollHeight;
    }
  }
}

function lineElement({ number, timestamp, level, line }) {
  const title = timestamp ? formatTime(timestamp) : null;
  return el("div", { class: level, title }, el("span", {}, number + 1), line.replace(ESCAPES, ""));
}

const none = () => empty("Nothing was written to the console", el("p", {}, "What the program prints appears here while it runs."));
