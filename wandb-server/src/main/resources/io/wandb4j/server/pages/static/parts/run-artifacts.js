// The artifacts that a run logged, and those that it used.
import { el, redraw } from "../core/dom.js";
import { nodes, query } from "../core/graphql.js";
import { startRun } from "../data/lineage.js";
import { ARTIFACT_FIELDS, artifactColumns, withName } from "./artifact-columns.js";
import { LineageGraph } from "./lineage-graph.js";
import { code, empty } from "./small.js";
import { Table } from "./table.js";

const ARTIFACTS = `query RunArtifacts($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) {
    logged: outputArtifacts(first: 1000) { edges { node { ${ARTIFACT_FIELDS} } } }
    used: inputArtifacts(first: 1000) { edges { node { ${ARTIFACT_FIELDS} } } } } }
}`;

/** Two lists, of which an empty one is left out. */
export class RunArtifacts {
  element = el("section");
  #tables = { logged: new Table({ label: "Logged artifacts" }), used: new Table({ label: "Used artifacts" }) };
  #lineage = new LineageGraph();
  #drawn = "";
  #place;

  constructor(place) {
    this.#place = place;
  }

  /** Shows what was logged and used so far. */
  async show([run]) {
    const data = await query(ARTIFACTS, this.#place);
    const logged = nodes(data.project.run.logged).map(withName);
    const used = nodes(data.project.run.used).map(withName);
    redraw(this.element, [logged.length > 0, used.length > 0], () => [
      logged.length > 0 && [el("h2", {}, "Logged"), el("div", { class: "stack" }, this.#tables.logged.element)],
      used.length > 0 && [el("h2", {}, "Used"), el("div", { class: "stack" }, this.#tables.used.element)],
      logged.length + used.length === 0 ? none() : [el("h2", {}, "Lineage"), this.#lineage.element],
    ].flat(2));
    const signature = [...logged, ...used].map(({ id }) => id).join();
    if (signature && signature !== this.#drawn) {
      this.#drawn = signature;
      await this.#lineage.show(startRun(run, this.#place));
    }
    this.#tables.logged.show(logged, artifactColumns(this.#place));
    this.#tables.used.show(used, artifactColumns(this.#place));
  }
}

const none = () => empty("No artifacts",
  el("p", {}, "A run can keep files under a name, with versions:"),
  code('run.logArtifact(Artifact.create("mnist", "model").addFile(path));'));
