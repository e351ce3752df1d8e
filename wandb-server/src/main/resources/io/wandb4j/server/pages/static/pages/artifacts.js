// The artifacts of a project: their types, and the collections that hold versions under one name.
import { artifactPath, projectPath } from "../core/address.js";
import { el, link, redraw } from "../core/dom.js";
import { nodes } from "../core/graphql.js";
import { poll } from "../core/poll.js";
import { loadCollections } from "../data/collections.js";
import { ago, code, empty } from "../parts/small.js";
import { Table } from "../parts/table.js";
import { showMissing } from "./missing.js";

const newest = (it) => nodes(it.artifacts)[0];
const words = (connection, field) => nodes(connection).map((it) => it[field]).join(", ");
const typeOf = (it) => it.defaultArtifactType.name;

const columns = ({ entity, project }) => [
  { id: "name", title: "Name", kind: "name", value: (it) => it.name, cell: (it) => link(artifactPath(entity, project, typeOf(it), it.name), it.name) },
  { id: "type", title: "Type", value: typeOf, cell: typeOf },
  { id: "versions", title: "Versions", kind: "number", value: (it) => it.artifacts.totalCount, cell: (it) => it.artifacts.totalCount },
  { id: "aliases", title: "Aliases", value: (it) => words(it.aliases, "alias"), cell: (it) => words(it.aliases, "alias") },
  { id: "tags", title: "Tags", value: (it) => words(it.tags, "name"), cell: (it) => words(it.tags, "name") },
  { id: "description", title: "Description", value: (it) => it.description, cell: (it) => it.description },
  { id: "changed", title: "Last version", value: (it) => newest(it)?.createdAt, cell: (it) => ago(newest(it)?.createdAt) },
];

/** Shows the collections of a project, or those of one type, with the newest version first. */
export function showArtifacts(body, place, page) {
  const table = new Table({ label: "Artifacts", sort: { id: "changed", descending: true } });
  const types = el("p", { class: "facts" });
  poll(async () => {
    const all = await loadCollections(place);
    if (!all) {
      showMissing(page, { what: "project" });
      return false;
    }
    redraw(body, all.length > 0, () => (all.length > 0 ? [types, table.element] : none()));
    redraw(types, all.map(typeOf), () => [...counts(all)].map(([type, count]) => typeLink(type, count, place)));
    table.show(all.filter((it) => !place.type || typeOf(it) === place.type), columns(place));
    return false;
  });
}

function counts(all) {
  const counted = new Map([[null, all.length]]);
  all.map(typeOf).sort().forEach((type) => counted.set(type, (counted.get(type) ?? 0) + 1));
  return counted;
}

function typeLink(type, count, { entity, project, type: shown }) {
  const path = projectPath(entity, project, "artifacts");
  const text = `${type ?? "All types"} (${count})`;
  return (type ?? undefined) === shown ? el("b", {}, text) : link(type ? `${path}/${encodeURIComponent(type)}` : path, text);
}

const none = () => empty("This project has no artifacts yet",
  el("p", {}, "A run keeps files under a name, with versions:"),
  code('run.logArtifact(Artifact.create("mnist", "model").addFile(path));'));
