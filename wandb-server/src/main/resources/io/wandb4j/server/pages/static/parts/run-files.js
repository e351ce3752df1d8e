// The files of a run.
import { el, link, redraw } from "../core/dom.js";
import { formatBytes } from "../core/format.js";
import { nodes, query } from "../core/graphql.js";
import { ago, empty } from "./small.js";
import { Table } from "./table.js";

const FILES = `query Files($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) {
    files(first: 1000) { edges { node { name sizeBytes updatedAt url mimetype } } } } }
}`;

const COLUMNS = [
  { id: "name", title: "File", kind: "name", value: (file) => file.name, cell: (file) => link(file.url, file.name) },
  { id: "size", title: "Size", kind: "number", value: (file) => file.sizeBytes, cell: (file) => formatBytes(file.sizeBytes) },
  { id: "updated", title: "Written", value: (file) => file.updatedAt, cell: (file) => ago(file.updatedAt) },
  { id: "load", title: "", cell: (file) => download(file) },
];

/** A list of the files, each to look at or to download. */
export class RunFiles {
  element = el("section");
  #table = new Table({ label: "Files", sort: { id: "name" } });
  #place;

  constructor(place) {
    this.#place = place;
  }

  /** Shows the files that are there by now. */
  async show() {
    const data = await query(FILES, this.#place);
    const files = nodes(data.project.run.files);
    redraw(this.element, files.length > 0, () => (files.length > 0 ? this.#table.element : none()));
    this.#table.show(files, COLUMNS);
  }
}

function download(file) {
  const element = link(file.url, "Download");
  element.setAttribute("download", file.name.split("/").at(-1));
  return element;
}

const none = () => empty("No files", el("p", {}, "Clients upload the run's files when it ends, and those that a program saves while it runs."));
