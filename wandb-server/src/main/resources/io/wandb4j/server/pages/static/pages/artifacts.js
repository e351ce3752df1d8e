// The artifacts of a project, by type and name.
import { el, redraw } from "../core/dom.js";
import { nodes, query } from "../core/graphql.js";
import { poll } from "../core/poll.js";
import { ARTIFACT_FIELDS, artifactColumns, withName } from "../parts/artifact-columns.js";
import { code, empty } from "../parts/small.js";
import { Table } from "../parts/table.js";
import { showMissing } from "./missing.js";

const ARTIFACTS = `query Artifacts($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) { artifactCollections(first: 1000) { edges { node {
    artifacts(first: 1000) { edges { node { ${ARTIFACT_FIELDS} } } } } } } }
}`;

/** Shows all versions of all artifacts, the newest first. */
export function showArtifacts(body, place, page) {
  const table = new Table({ label: "Artifacts", sort: { id: "created", descending: true } });
  poll(async () => {
    const { project } = await query(ARTIFACTS, place);
    if (!project) {
      showMissing(page, { what: "project" });
      return false;
    }
    const versions = nodes(project.artifactCollections).flatMap((collection) => nodes(collection.artifacts)).map(withName);
    const unique = [...new Map(versions.map((version) => [version.id, version])).values()];
    redraw(body, unique.length > 0, () => (unique.length > 0 ? table.element : none()));
    table.show(unique, artifactColumns(place));
    return false;
  });
}

const none = () => empty("This project has no artifacts yet",
  el("p", {}, "A run keeps files under a name, with versions:"),
  code('run.logArtifact(Artifact.create("mnist", "model").addFile(path));'));
