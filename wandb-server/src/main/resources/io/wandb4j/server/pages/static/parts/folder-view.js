// Files in their folders: a list to walk through, and beside it the file that one looks at.
import { el, redraw, setText } from "../core/dom.js";
import { formatBytes, plural } from "../core/format.js";
import { inFolder } from "../data/files.js";
import { downloadLink, previewOf } from "./file-preview.js";
import { ago } from "./small.js";
import { Table } from "./table.js";

const MOST = 500;

/** Shows files {name, sizeBytes, updatedAt}; urlOf(file) says where to read one. */
export class FolderView {
  #urlOf;
  #files = [];
  #artifactFiles;
  #folder = "";
  #path = el("nav", { class: "path", "aria-label": "Folders" });
  #filter = el("input", { type: "search", class: "filter", placeholder: "Filter by name, in all folders", "aria-label": "Filter files", oninput: () => this.#draw() });
  #note = el("span", { class: "faint" });
  #table = new Table({ label: "Files" });
  #preview = el("aside");
  element = el("div", { class: "beside files" },
    el("div", {}, el("div", { class: "bar" }, this.#path, this.#filter, this.#note), this.#table.element), this.#preview);

  constructor(urlOf, artifactFiles) {
    this.#urlOf = urlOf;
    this.#artifactFiles = artifactFiles;
  }

  show(files) {
    this.#files = files;
    this.#draw();
  }

  #draw() {
    const wanted = this.#filter.value.toLowerCase();
    const all = wanted ? this.#files.filter(({ name }) => name.toLowerCase().includes(wanted)).map((file) => ({ ...file, title: file.name })) : inFolder(this.#files, this.#folder);
    setText(this.#note, all.length > MOST ? `the first ${MOST} of ${all.length}` : plural(all.length, "entry").replace("entrys", "entries"));
    this.#table.show(all.slice(0, MOST), this.#columns());
    redraw(this.#path, [this.#folder], () => this.#steps());
  }

  #columns() {
    return [
      { id: "name", title: "Name", kind: "name", value: ({ isFolder, title }) => (isFolder ? "\u0000" : "") + title, cell: (it) => this.#name(it) },
      { id: "size", title: "Size", kind: "number", value: (it) => it.sizeBytes, cell: (it) => formatBytes(it.sizeBytes) },
      { id: "updated", title: "Written", value: (it) => it.updatedAt, cell: (it) => ago(it.updatedAt) },
      { id: "load", title: "", cell: (it) => (it.isFolder ? plural(it.count, "file") : downloadLink(it.name, this.#urlOf(it))) },
    ];
  }

  #name(entry) {
    if (entry.isFolder) {
      return el("button", { class: "plain folder", onclick: () => this.#open(entry.name) }, entry.title);
    }
    const look = (event) => {
      event.preventDefault();
      this.#look(entry);
    };
    return el("a", { href: this.#urlOf(entry), onclick: look }, entry.title);
  }

  #open(folder) {
    this.#folder = folder;
    this.#filter.value = "";
    this.#draw();
  }

  #steps() {
    const parts = this.#folder ? this.#folder.split("/") : [];
    const step = (title, folder) => el("button", { class: "plain", onclick: () => this.#open(folder) }, title);
    return [step("All files", ""), ...parts.flatMap((part, index) => [" / ", step(part, parts.slice(0, index + 1).join("/"))])];
  }

  async #look(file) {
    this.looking = file.name;
    const url = this.#urlOf(file);
    const body = el("div", {}, el("p", { class: "faint" }, "Loading…"));
    const open = el("a", { href: url, target: "_blank", rel: "noopener" }, "Open");
    this.#preview.replaceChildren(el("section", { class: "panel preview" }, el("h2", {}, file.name), body, el("p", {}, open, " · ", downloadLink(file.name, url), ` · ${formatBytes(file.sizeBytes)}`)));
    const shown = await previewOf(file, url, this.#artifactFiles).catch((error) => el("p", { class: "faint" }, `It cannot be shown: ${error.message}`));
    body.replaceChildren(shown);
  }
}
