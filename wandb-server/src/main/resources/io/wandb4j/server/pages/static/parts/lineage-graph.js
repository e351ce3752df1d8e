// Draws where artifacts come from and where they go, from left to right.
import { artifactPath, runPath } from "../core/address.js";
import { el, link } from "../core/dom.js";
import { loadLineage } from "../data/lineage.js";
import { badge } from "./small.js";

const SVG = "http://www.w3.org/2000/svg";

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => target.drawAgain()));

/** The graph around one run or artifact. */
export class LineageGraph {
  #lines = document.createElementNS(SVG, "svg");
  #columns = el("div", { class: "columns" });
  #note = el("p", { class: "faint" });
  #cards = new Map();
  #edges = [];
  element = el("section", {}, el("div", { class: "lineage" }, this.#lines, this.#columns), this.#note);

  constructor() {
    this.#columns.drawAgain = () => this.#drawLines();
    sizes.observe(this.#columns);
  }

  /** Fetches the graph around the start and shows it. */
  async show(start) {
    const { nodes, edges, isCut } = await loadLineage(start);
    this.#edges = edges;
    this.#cards = new Map(nodes.map((node) => [node.id, cardOf(node, node.id === start.id)]));
    const layers = [...Map.groupBy(nodes, ({ layer }) => layer)].sort(([a], [b]) => a - b);
    this.#columns.replaceChildren(...layers.map(([, inside]) => el("div", { class: "layer" }, inside.map(({ id }) => this.#cards.get(id)))));
    this.#note.textContent = isCut ? "There is more than is drawn here." : nodes.length === 1 ? "No run used it or made it known." : "";
    this.#drawLines();
    this.#cards.get(start.id).scrollIntoView({ inline: "center", block: "nearest" });
  }

  #drawLines() {
    const ground = this.#columns.getBoundingClientRect();
    this.#lines.setAttribute("width", this.#columns.scrollWidth);
    this.#lines.setAttribute("height", ground.height);
    this.#lines.replaceChildren(...this.#edges.map(([from, to]) => this.#line(from, to, ground)));
  }

  #line(from, to, ground) {
    const [a, b] = [from, to].map((id) => this.#cards.get(id).getBoundingClientRect());
    const [x1, y1] = [a.right - ground.left, a.top + a.height / 2 - ground.top];
    const [x2, y2] = [b.left - ground.left, b.top + b.height / 2 - ground.top];
    const bend = Math.max(24, (x2 - x1) / 2);
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`);
    return path;
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
    el("span", { class: "faint" }, artifact.aliases.map(({ alias }) => alias).join(", ")));
}
