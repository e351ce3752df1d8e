// What one can change about all charts of a page: x-axis, smoothing, scale.
import { el } from "../core/dom.js";

const AXES = { default: "Own axis", _step: "Step", _runtime: "Relative time", _timestamp: "Wall time" };

/** The settings, with the controls for them; calls back on every change. */
export function chartTools(onChange) {
  const settings = { axis: "default", smoothing: 0, logarithmic: false };
  const change = (name, read) => (event) => {
    settings[name] = read(event.target);
    onChange();
  };
  const axis = el("select", { onchange: change("axis", (box) => box.value) },
    Object.entries(AXES).map(([value, text]) => el("option", { value }, text)));
  const smoothing = el("input", { type: "range", min: 0, max: 0.99, step: 0.01, value: 0, oninput: change("smoothing", (box) => Number(box.value)) });
  const logarithmic = el("input", { type: "checkbox", onchange: change("logarithmic", (box) => box.checked) });
  const element = el("div", { class: "tools" },
    el("label", {}, "x-axis", axis),
    el("label", {}, "Smoothing", smoothing),
    el("label", {}, logarithmic, "Log y"));
  return { element, settings };
}
