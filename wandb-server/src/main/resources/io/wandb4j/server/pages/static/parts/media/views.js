// Which view shows which type of value.
import { el } from "../../core/dom.js";
import { download, filesOf, film, page, sound } from "./files.js";
import { ModelGraph } from "./graph.js";
import { Histograms } from "./histogram.js";
import { Pictures } from "./pictures.js";
import { PlotlyFigure } from "./plotly.js";
import { Spaces } from "./space.js";

// A view without a state of its own: one element per file.
const each = (draw) => (context) => {
  const element = el("div", { class: "each" });
  return {
    element,
    show: (value) => element.replaceChildren(...filesOf(value).map((file) => draw(file, context))),
  };
};

const pictures = (context) => new Pictures(context);

const spaces = (context) => new Spaces(context);

const VIEWS = {
  "image-file": pictures,
  "images/separated": pictures,
  images: pictures,
  "audio-file": each(sound),
  audio: each(sound),
  "video-file": each(film),
  videos: each(film),
  "html-file": each(page),
  html: each(page),
  histogram: (context) => new Histograms(context),
  "graph-file": (context) => new ModelGraph(context),
  "plotly-file": (context) => new PlotlyFigure(context),
  "object3D-file": spaces,
  object3D: spaces,
  "molecule-file": spaces,
  molecule: spaces,
};

/** Makes the view of a type; what nothing here can draw is a link to its file. */
export function viewOf(type, context) {
  const view = (VIEWS[type] ?? each(download))(context);
  const element = el("div", {}, view.element);
  return {
    element,
    steps: (steps) => view.steps?.(steps),
    show: (value, step) => (isMixed(value) ? showEach(element, value, context, step) : view.show(value, step)),
  };
}

// A list may hold values of several types, each with a view of its own.
const isMixed = (value) => Array.isArray(value) && new Set(value.map((it) => it?._type)).size > 1;

function showEach(element, values, context, step) {
  const views = values.filter((it) => it?._type).map((it) => [it, viewOf(it._type, context)]);
  element.replaceChildren(el("div", { class: "each" }, views.map(([, view]) => view.element)));
  return Promise.all(views.map(([it, view]) => view.show(it, step)));
}
