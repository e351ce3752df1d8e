// The filter box above a table of runs.
import { el } from "../core/dom.js";
import { number } from "../core/json.js";

const CONDITION = /^([^<>=!]+)(<=|>=|!=|=|<|>)(.+)$/;
const TESTS = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** A box that calls back with what was typed. */
export function filterBox(onChange) {
  return el("input", {
    type: "search",
    class: "filter",
    placeholder: "Filter: words, or learning_rate<0.01",
    "aria-label": "Filter runs by words and conditions such as learning_rate<0.01",
    oninput: (event) => onChange(event.target.value),
  });
}

/** Whether a run has all the words and meets all the conditions, which blanks separate. */
export function matches(run, text) {
  return text.split(/\s+/).filter(Boolean).every((term) => hasTerm(run, term));
}

function hasTerm(run, term) {
  const condition = CONDITION.exec(term);
  if (condition) {
    return meets(valueOf(run, condition[1]), condition[2], condition[3]);
  }
  const words = [run.title, run.name, run.state, run.group, run.jobType, ...(run.tags ?? [])];
  return words.some((word) => word?.toLowerCase().includes(term.toLowerCase()));
}

function valueOf(run, key) {
  return run.config[key] ?? run.summary[key] ?? { state: run.state, name: run.title, sweep: run.sweepName }[key];
}

function meets(value, operator, wanted) {
  if (value == null) {
    return operator === "!=";
  }
  const [left, right] = [number(value), Number(wanted)];
  const order = left === undefined || Number.isNaN(right) ? String(value).localeCompare(wanted) : left - right;
  return TESTS[operator](order);
}
