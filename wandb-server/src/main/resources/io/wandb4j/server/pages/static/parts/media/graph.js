// The layers of a model, from its input on the left to its output on the right.
import { el } from "../../core/dom.js";
import { fetchJson } from "../../data/tables.js";
import { LayeredGraph } from "../layered-graph.js";

/** Shows a value of the type graph-file. */
export class ModelGraph {
  #graph = new LayeredGraph();
  #context;

  constructor(context) {
    this.#context = context;
    this.element = this.#graph.element;
  }

  async show(value) {
    const { nodes, edges } = await fetchJson(this.#context.url(value.path));
    const layers = layersOf(nodes, edges);
    this.#graph.show(nodes.map((node) => ({ id: node.id, layer: layers.get(node.id), card: cardOf(node) })), edges);
  }
}

/** How many layers each is behind the input; the nodes come in the order of the way forward. */
function layersOf(nodes, edges) {
  const inputs = Map.groupBy(edges, ([, to]) => to);
  const layers = new Map();
  for (const { id } of nodes) {
    layers.set(id, 1 + Math.max(-1, ...(inputs.get(id) ?? []).map(([from]) => layers.get(from) ?? -1)));
  }
  return layers;
}

function cardOf({ name, class_name, output_shape, num_parameters }) {
  const parameters = num_parameters ? `${num_parameters.toLocaleString("en")} parameters` : null;
  return el("div", { class: "node" }, el("small", {}, class_name), name, el("span", { class: "faint" }, String(output_shape ?? "")), parameters && el("span", { class: "faint" }, parameters));
}
