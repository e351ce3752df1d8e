// How a value looks in the cell of a table.
import { el } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";
import { number } from "../../core/json.js";

const LONGEST = 200;

/** What a cell shows; pictures come when their address is known. */
export function cellOf(value, files) {
  if (value === null || value === undefined) {
    return el("span", { class: "faint" }, value === null ? "null" : "");
  }
  const size = number(value);
  if (size !== undefined) {
    return Number.isInteger(size) ? String(size) : formatNumber(size);
  }
  if (typeof value === "object" && value._type) {
    return medium(value, files);
  }
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function medium(value, files) {
  const isPicture = value._type === "image-file" || /\.gif$/i.test(value.path ?? "");
  if (!isPicture || !files) {
    return el("span", { class: "faint" }, `[${value._type.replace(/-file$/, "")}]${value.caption ? ` ${value.caption}` : ""}`);
  }
  const image = el("img", { class: "thumb", alt: value.caption ?? "", title: value.caption });
  files.later(value.path, (url) => (image.src = url));
  return image;
}
