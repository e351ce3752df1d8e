// What a run wrote to its console, from the first line to the last.
import { parseAnsi } from "../core/ansi.js";
import { el, redraw, setText } from "../core/dom.js";
import { formatTime, plural } from "../core/format.js";
import { LogLines } from "../data/log-lines.js";
import { isLive } from "../data/runs.js";
import { empty } from "./small.js";
import { VirtualRows } from "./virtual.js";

const HEIGHT = 20;
const PATIENCE = 250;

/** All lines with their numbers and times; one can search them, and follow the end. */
export class RunLog {
  element = el("section");
  #lines;
  #count = -1;
  #matches = null;
  #marked = -1;
  #timer;
  #search = el("input", { type: "search", class: "filter", placeholder: "Search all lines", "aria-label": "Search all lines", oninput: () => this.#searchLater() });
  #follow = el("input", { type: "checkbox", checked: true, onchange: () => this.#follow.checked && this.#rows.toEnd() });
  #times = el("input", { type: "checkbox", onchange: () => this.#body.classList.toggle("timed", this.#times.checked) });
  #status = el("span", { class: "faint", role: "status" });
  #above = el("div");
  #below = el("div");
  #shown = el("div", { class: "lines" });
  #body = el("div", { class: "log", tabindex: 0, "aria-label": "Console lines" }, this.#above, this.#shown, this.#below);
  #rows = new VirtualRows({ scroller: this.#body, height: HEIGHT, draw: (...range) => this.#draw(...range) });

  constructor(place) {
    this.#lines = new LogLines(place, () => this.#rows.show(this.#rowCount()));
  }

  /** Shows what was written so far; a line that still changes is fetched again. */
  async show([run]) {
    if (run.logLineCount === this.#count && !isLive(run)) {
      return;
    }
    const isFirst = this.#count <= 0;
    if (run.logLineCount > 0) {
      await this.#lines.grow(run.logLineCount);
    }
    this.#count = run.logLineCount;
    const content = () => (this.#count > 0 ? [this.#bar(), this.#body] : none());
    redraw(this.element, this.#count > 0, content);
    if (this.#matches) {
      this.#matches = await this.#lines.matches(this.#search.value.trim());
    }
    this.#refresh(isFirst && isLive(run));
  }

  #bar() {
    return el("div", { class: "bar" }, this.#search, this.#status, el("label", { class: "faint" }, this.#follow, " Follow the end"), el("label", { class: "faint" }, this.#times, " Times"));
  }

  #refresh(toEnd) {
    const follows = toEnd || (this.#follow.checked && this.#rows.atEnd && !this.#matches);
    this.#rows.show(this.#rowCount());
    setText(this.#status, this.#matches ? `${plural(this.#matches.length, "match").replace("matchs", "matches")} in ${plural(this.#count, "line")}` : plural(this.#count, "line"));
    if (follows && this.#count > 0) {
      this.#rows.toEnd();
    }
  }

  #rowCount() {
    return this.#matches ? this.#matches.length : this.#lines.count;
  }

  #searchLater() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      const wanted = this.#search.value.trim();
      const found = wanted === "" ? null : await this.#lines.matches(wanted);
      if (wanted === this.#search.value.trim()) {
        this.#matches = found;
        this.#body.scrollTop = 0;
        this.#refresh(false);
      }
    }, PATIENCE);
  }

  #draw(first, last, { above, below }) {
    this.#above.style.height = `${above}px`;
    this.#below.style.height = `${below}px`;
    const numbers = Array.from({ length: last - first }, (_, index) => (this.#matches ? this.#matches[first + index] : first + index));
    this.#shown.replaceChildren(...numbers.map((number) => this.#line(number)));
  }

  #line(number) {
    const line = this.#lines.line(number);
    const place = el("button", { class: "plain number", title: this.#matches ? "Show this line among the others" : "Mark this line", onclick: () => this.#goTo(number) }, number + 1);
    const classes = ["line", line?.level, number === this.#marked && "marked"].filter(Boolean).join(" ");
    const time = el("time", { title: line?.timestamp && formatTime(line.timestamp) }, line?.timestamp ? clock(line.timestamp) : "");
    return el("div", { class: classes, title: line?.level === "error" ? "standard error" : null }, place, time,
      line?.label ? el("span", { class: "label" }, line.label) : null, el("code", {}, line ? parseAnsi(line.line).flatMap((part) => this.#part(part)) : "…"));
  }

  #goTo(number) {
    this.#marked = number;
    this.#follow.checked = false;
    this.#matches = null;
    this.#search.value = "";
    this.#refresh(false);
    this.#rows.to(number);
  }

  #part({ text, classes, color, background }) {
    const inside = this.#highlighted(text);
    if (classes.length === 0 && !color && !background) {
      return inside;
    }
    const span = el("span", { class: classes.join(" ") }, inside);
    Object.assign(span.style, color && { color }, background && { background });
    return [span];
  }

  #highlighted(text) {
    const wanted = this.#matches ? this.#search.value.trim().toLowerCase() : "";
    const at = wanted ? text.toLowerCase().indexOf(wanted) : -1;
    return at < 0 ? [text] : [text.slice(0, at), el("mark", {}, text.slice(at, at + wanted.length)), ...this.#highlighted(text.slice(at + wanted.length))];
  }
}

const clock = (time) => {
  const date = new Date(time);
  const two = (value) => String(value).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
};

const none = () => empty("Nothing was written to the console", el("p", {}, "What the program prints appears here while it runs."));
