// One row of a table with all its values at full size.
import { el } from "../../core/dom.js";
import { formatValue } from "../../core/format.js";
import { viewOf } from "../media/views.js";

/** Opens the row; Escape or a click beside it closes it. */
export function showRow({ columns, rows, files }, place) {
  const values = columns.map(({ name }, at) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, whole(name, rows[place][at], files))));
  const dialog = el("dialog", { class: "row-dialog", onclose: () => dialog.remove(), onclick: (event) => event.target === dialog && dialog.close() },
    el("div", { class: "head" }, el("h2", {}, `Row ${place + 1}`), el("button", { onclick: () => dialog.close() }, "Close")),
    el("table", { class: "pairs" }, el("tbody", {}, values)));
  document.body.append(dialog);
  dialog.showModal();
}

function whole(name, value, files) {
  if (!value?._type || !files) {
    return typeof value === "object" && value !== null ? JSON.stringify(value) : formatValue(value);
  }
  const view = viewOf(value._type, { key: name, url: (path) => files.url(path), labels: () => ({}) });
  files.load(pathsIn(value)).then(() => view.show(value)).catch((error) => view.element.replaceChildren(`It cannot be shown: ${error.message}`));
  return view.element;
}

/** All paths that a value names: its file and those of its overlays. */
function pathsIn(value) {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return [typeof value.path === "string" ? value.path : [], ...Object.values(value).map(pathsIn)].flat();
}
