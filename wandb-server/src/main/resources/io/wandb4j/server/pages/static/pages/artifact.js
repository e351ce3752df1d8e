// One version of an artifact: its files, where it came from, and who used it.
import { projectPath, runPath } from "../core/address.js";
import { el, link, redraw } from "../core/dom.js";
import { formatBytes, formatDuration } from "../core/format.js";
import { nodes, query } from "../core/graphql.js";
import { flatten, parse } from "../core/json.js";
import { poll } from "../core/poll.js";
import { ArtifactFiles, loadArtifactFiles } from "../data/artifact-files.js";
import { artifactNode } from "../data/lineage.js";
import { ARTIFACT_FIELDS, aliases, artifactColumns, withName } from "../parts/artifact-columns.js";
import { FolderView } from "../parts/folder-view.js";
import { LineageGraph } from "../parts/lineage-graph.js";
import { ago, code, keyValues, panel } from "../parts/small.js";
import { Table } from "../parts/table.js";
import { Tabs } from "../parts/tabs.js";
import { showMissing } from "./missing.js";

const RUN = "name displayName project { name entityName }";
const ARTIFACT = `query Artifact($entity: String!, $project: String!, $name: String!, $collection: String!) {
  project(name: $project, entityName: $entity) {
    artifact(name: $name) {
      ${ARTIFACT_FIELDS} digest description metadata ttlDurationSeconds tags { name }
      createdBy { ... on Run { ${RUN} } ... on User { username } }
      usedBy(first: 100) { edges { node { ${RUN} } } }
      artifactSequence { name project { name entityName } } }
    artifactCollection(name: $collection) { artifacts(first: 1000) { edges { node { ${ARTIFACT_FIELDS} } } } } }
}`;

/** Shows the version that the address names, and the others of its name. */
export function showArtifact(page, place) {
  const name = `${place.collection}:${place.version}`;
  document.title = `${name} · wandb4j`;
  const head = el("div");
  const side = el("aside");
  const files = el("div");
  const versions = new Table({ label: "Versions", sort: { id: "created", descending: true } });
  const lineage = new LineageGraph();
  let again = () => {};
  const tabs = new Tabs({
    files: { title: "Files", show: () => el("div", { class: "beside" }, files, side) },
    versions: { title: "Versions", show: () => versions.element },
    lineage: { title: "Lineage", show: () => lineage.element },
  }, () => again());
  tabs.open(location.hash.slice(1) || place.tab);
  page.append(head, tabs.element);
  let view;

  again = poll(async () => {
    const { project } = await query(ARTIFACT, { entity: place.entity, project: place.project, name, collection: place.collection });
    if (!project?.artifact) {
      showMissing(page, { what: "artifact" });
      return false;
    }
    const artifact = withName(project.artifact);
    redraw(head, [artifact, Math.floor(Date.now() / 60000)], () => headOf(artifact, place));
    redraw(side, artifact, () => sideOf(artifact, place));
    versions.show(nodes(project.artifactCollection.artifacts).map(withName), artifactColumns(place));
    view ??= await filesOf(artifact, files);
    if (tabs.current === "lineage") {
      await lineage.show(artifactNode(artifact));
    }
    return false;
  });
}

// A version never changes: its files are asked for once.
async function filesOf(artifact, into) {
  const list = await loadArtifactFiles(artifact.id);
  const view = new FolderView(({ url }) => url, new ArtifactFiles(artifact.id));
  into.replaceChildren(view.element);
  view.show(list);
  return view;
}

function headOf(artifact, place) {
  const { entity, project } = place;
  return [
    el("h1", {}, artifact.name),
    el("p", { class: "facts" },
      el("span", {}, "Project ", el("b", {}, link(projectPath(entity, project, "artifacts"), `${entity}/${project}`))),
      el("span", {}, "Type ", el("b", {}, artifact.artifactType.name)),
      el("span", {}, "Aliases ", el("b", {}, aliases(artifact, place) || "none")),
      el("span", {}, "Size ", el("b", {}, formatBytes(artifact.size))),
      el("span", {}, "Created ", el("b", {}, ago(artifact.createdAt)))),
  ];
}

function sideOf(artifact, { entity, project }) {
  const metadata = flatten(parse(artifact.metadata, {}));
  const users = nodes(artifact.usedBy);
  return [
    artifact.description && panel("Description", el("p", {}, artifact.description)),
    artifact.tags.length > 0 && panel("Tags", el("p", {}, artifact.tags.map((tag) => tag.name).join(", "))),
    artifact.ttlDurationSeconds > 0 && panel("Kept for", el("p", {}, formatDuration(artifact.ttlDurationSeconds))),
    panel("Use it", code(`run.useArtifact("${entity}/${project}/${artifact.name}")`, "    .download();")),
    Object.keys(metadata).length > 0 && panel("Metadata", keyValues(metadata)),
    artifact.createdBy && panel("Logged by", el("p", {}, maker(artifact.createdBy))),
    users.length > 0 && panel("Used by", users.map((run) => el("p", {}, maker(run)))),
    panel("Digest", el("p", {}, el("code", {}, artifact.digest))),
  ];
}

const maker = (it) => it.username ?? link(runPath(it.project.entityName, it.project.name, it.name), it.displayName || it.name);
