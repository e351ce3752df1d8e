// Draws where artifacts come from and where they go, from left to right.
import { artifactPath, runPath } from "../core/address.js";
import { el, link } from "../core/dom.js";
import { loadLineage } from "../data/lineage.js";
import { aliases } from "./artifact-columns.js";
import { LayeredGraph } from "./layered-graph.js";
import { badge } from "./small.js";

/** The graph around one run or artifact. */
export class LineageGraph {
  #graph = new LayeredGraph();
  #note = el("p", { class: "faint" });
  element = el("section", {}, this.#graph.element, this.#note);

  /** Fetches the graph around the start and shows it. */
  async show(start) {
    const { nodes, edges, isCut } = await loadLineage(start);
    const cards = nodes.map((node) => ({ ...node, card: cardOf(node, node.id === start.id) }));
    this.#graph.show(cards, edges);
    this.#note.textContent = isCut ? "There is more than is drawn here." : nodes.length === 1 ? "No run used it or made it known." : "";
    cards.find(({ id }) => id === start.id).card.scrollIntoView({ inline: "center", block: "nearest" });
  }
}

function cardOf({ run, artifact }, isStart) {
  if (run) {
    const { entityName, name } = run.project;
    return el("div", { class: `node run ${isStart ? "start" : ""}` }, el("small", {}, "run"), link(runPath(entityName, name, run.name), run.displayName || run.name), badge(run.state));
  }
  const { name, project } = artifact.artifactSequence;
  const path = artifactPath(project.entityName, project.name, artifact.artifactType.name, name, `v${artifact.versionIndex}`);
  return el("div", { class: `node artifact ${isStart ? "start" : ""}` }, el("small", {}, artifact.artifactType.name), link(path, `${name}:v${artifact.versionIndex}`),
    el("span", { class: "faint" }, aliases(artifact)));
}
