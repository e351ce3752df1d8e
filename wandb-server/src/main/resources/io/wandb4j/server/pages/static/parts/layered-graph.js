// Draws cards in layers from left to right, with lines between them.
import { el } from "../core/dom.js";

const SVG = "http://www.w3.org/2000/svg";

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => target.drawAgain()));

/** A graph whose nodes know their layer. */
export class LayeredGraph {
  #lines = document.createElementNS(SVG, "svg");
  #columns = el("div", { class: "columns" });
  #cards = new Map();
  #edges = [];
  element = el("div", { class: "layered" }, this.#lines, this.#columns);

  constructor() {
    this.#columns.drawAgain = () => this.#drawLines();
    sizes.observe(this.#columns);
  }

  /** Shows nodes, each with id, layer and card, and edges, pairs of ids. */
  show(nodes, edges) {
    this.#edges = edges;
    this.#cards = new Map(nodes.map(({ id, card }) => [id, card]));
    const layers = [...Map.groupBy(nodes, ({ layer }) => layer)].sort(([a], [b]) => a - b);
    this.#columns.replaceChildren(...layers.map(([, inside]) => el("div", { class: "layer" }, inside.map(({ card }) => card))));
    this.#drawLines();
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
