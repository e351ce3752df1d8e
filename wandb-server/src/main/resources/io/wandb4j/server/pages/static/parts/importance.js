// Which parameters the metric of a sweep hangs on.
import { el, redraw } from "../core/dom.js";

const NOTE = "Importance: what a random forest loses on runs that it has not seen when the values of one parameter are mixed up,"
  + " as a share of all. Correlation: how close parameter and metric are to a straight line, from -1 to 1.";

/** A table, the most important parameter first; hidden as long as there is nothing to say. */
export class Importance {
  element = el("section", { class: "panel", hidden: true });

  show(parameters, metric) {
    this.element.hidden = parameters.length === 0;
    redraw(this.element, [parameters, metric.name], () => [
      el("h2", {}, `What ${metric.name} hangs on`),
      el("table", { class: "pairs importance" },
        el("thead", {}, el("tr", {}, ["Parameter", "Importance", "Correlation"].map((title) => el("th", { scope: "col" }, title)))),
        el("tbody", {}, parameters.map(rowOf))),
      el("p", { class: "faint" }, NOTE),
    ]);
  }
}

const rowOf = ({ parameter, importance, correlation }) => el("tr", {},
  el("th", { scope: "row" }, parameter),
  el("td", {}, el("meter", { min: 0, max: 1, value: importance }), importance.toFixed(2)),
  el("td", {}, correlation == null ? "" : correlation.toFixed(2)));
