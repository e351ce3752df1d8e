// Small things that many pages show.
import { el } from "../core/dom.js";
import { formatAgo, formatTime, formatValue } from "../core/format.js";
import { setConnected } from "../core/notice.js";

/** A state as a coloured word. */
export function badge(state) {
  const name = (state ?? "unknown").toLowerCase();
  return el("span", { class: `badge ${name}` }, name);
}

/** A button that starts some work; if that fails it says why, and may be pressed again. */
export function actionButton(text, attributes, work) {
  const button = el("button", attributes, text);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await work();
    } catch (error) {
      setConnected(false, error.message);
      button.disabled = false;
    }
  });
  return button;
}

/** How long ago, with the exact time on hover. */
export const ago = (time) => (time ? el("time", { datetime: time, title: formatTime(time) }, formatAgo(time)) : "");

/** Names and their values, one below the other, by the alphabet. */
export function keyValues(values) {
  const sorted = Object.entries(values).sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  const rows = sorted.map(([key, value]) =>
    el("tr", {}, el("th", { scope: "row" }, key), el("td", {}, value instanceof Node ? value : formatValue(value))));
  return el("table", { class: "pairs" }, el("tbody", {}, rows));
}

/** What to show where there is nothing yet: what is missing, and how it comes to be. */
export function empty(title, ...children) {
  return el("section", { class: "empty" }, el("h2", {}, title), ...children);
}

/** A part of a page under a heading. */
export function panel(title, ...children) {
  return el("section", { class: "panel" }, el("h2", {}, title), ...children);
}

/** Lines of code to copy. */
export const code = (...lines) => el("pre", {}, el("code", {}, lines.join("\n")));
