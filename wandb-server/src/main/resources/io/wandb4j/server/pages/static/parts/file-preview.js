// What a file holds, as far as a browser can show it.
import { el, link } from "../core/dom.js";
import { formatBytes } from "../core/format.js";
import { parse } from "../core/json.js";
import { loadArtifactTable, loadPreview } from "../data/tables.js";
import { viewOf } from "./media/views.js";
import { DataTable } from "./table/data-table.js";

const MOST_TEXT = 200_000;
const MOST_JSON = 1_000_000;
const TYPES = [
  [/\.(png|jpe?g|gif|bmp|webp|svg)$/i, "image-file"],
  [/\.(wav|mp3|flac|m4a|aac)$/i, "audio-file"],
  [/\.(mp4|webm|ogg|mov)$/i, "video-file"],
  [/\.html?$/i, "html-file"],
  [/\.plotly\.json$/i, "plotly-file"],
  [/\.(pts\.json|obj|stl|pdb)$/i, "object3D-file"],
];
const TABLE = /\.((joined|partitioned)-)?table\.json$/i;
const TEXT = /\.(txt|log|md|csv|tsv|ya?ml|xml|patch|diff|java|kt|scala|groovy|py|ipynb|sh|js|ts|c|cc|cpp|h|rs|go|sql|toml|ini|cfg|conf|properties|gradle|jsonl|json|pts|gitignore)$|(^|\/)[^./]+$/i;

/** The element that shows a file {name, sizeBytes} which can be read at an address. */
export async function previewOf(file, url, files) {
  const type = TYPES.find(([pattern]) => pattern.test(file.name))?.[1];
  if (type) {
    const view = viewOf(type, { key: file.name, url: () => url, labels: () => ({}) });
    await view.show({ _type: type, path: file.name, size: file.sizeBytes });
    return view.element;
  }
  if (TABLE.test(file.name)) {
    return tableOf(file, url, files);
  }
  return TEXT.test(file.name) ? textOf(file, url) : el("p", { class: "faint" }, "No preview of this kind of file.");
}

async function tableOf(file, url, files) {
  const table = new DataTable({ label: file.name });
  table.show(files ? await loadArtifactTable(file.name, files) : await loadPreview({ path: file.name }, () => url));
  return table.element;
}

async function textOf(file, url) {
  if (file.sizeBytes === 0) {
    return el("p", { class: "faint" }, "The file is empty.");
  }
  const isJson = /\.json$/i.test(file.name) && file.sizeBytes <= MOST_JSON;
  const most = isJson ? MOST_JSON : MOST_TEXT;
  const response = await fetch(url, { headers: { Range: `bytes=0-${most - 1}` } });
  if (!response.ok) {
    throw new Error(`HTTP ${response.status}`);
  }
  const text = await response.text();
  const cut = file.sizeBytes > most && el("p", { class: "faint" }, `The first ${formatBytes(most)} of ${formatBytes(file.sizeBytes)}.`);
  return el("div", {}, el("pre", { class: "file" }, el("code", {}, isJson ? indented(text) : text)), cut);
}

function indented(text) {
  try {
    return JSON.stringify(parse(text), null, 2);
  } catch {
    return text;
  }
}

/** A link that saves the file. */
export function downloadLink(name, url, text = "Download") {
  const element = link(url, text);
  element.setAttribute("download", name.split("/").at(-1));
  return element;
}
