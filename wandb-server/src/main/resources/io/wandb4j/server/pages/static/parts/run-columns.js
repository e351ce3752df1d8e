// The columns of a table of runs.
import { runPath, sweepPath } from "../core/address.js";
import { link } from "../core/dom.js";
import { formatDuration, formatValue } from "../core/format.js";
import { number } from "../core/json.js";
import { keysOf } from "../data/runs.js";
import { ago, badge } from "./small.js";

/** All columns that these runs need: what they are, what they were given, what came out. */
export function runColumns(place, runs, visibility) {
  return [
    { id: "eye", title: "", kind: "eyes", cell: (run) => visibility.eye(run) },
    nameColumn(place),
    { id: "state", title: "State", value: (run) => run.state, cell: (run) => badge(run.state) },
    { id: "created", title: "Created", value: (run) => run.createdAt, cell: (run) => ago(run.createdAt) },
    { id: "runtime", title: "Runtime", kind: "number", value: (run) => run.runtime, cell: (run) => formatDuration(run.runtime) },
    ...optional(runs, place),
    ...keysOf(runs, "config").map((key) => valueColumn(runs, "config", "Config", key)),
    ...keysOf(runs, "summary").map((key) => valueColumn(runs, "summary", "Summary", key)),
  ];
}

/** The name, which leads to the run's page. */
export const nameColumn = ({ entity, project }) => ({
  id: "name",
  title: "Name",
  kind: "name",
  value: (run) => run.title,
  cell: (run) => link(runPath(entity, project, run.name), run.title),
});

/** A key of the config or the summary; numbers stand below each other at the right. */
export const valueColumn = (runs, part, group, key) => ({
  id: `${part}.${key}`,
  title: key,
  group,
  kind: runs.every((run) => run[part][key] == null || number(run[part][key]) !== undefined) ? "number" : "",
  value: (run) => run[part][key],
  cell: (run) => shortened(run[part][key]),
});

const LONGEST = 60;

function shortened(value) {
  const text = formatValue(number(value) ?? value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function optional(runs, { entity, project }) {
  const columns = [
    { id: "group", title: "Group", value: (run) => run.group, cell: (run) => run.group },
    { id: "jobType", title: "Job type", value: (run) => run.jobType, cell: (run) => run.jobType },
    { id: "sweep", title: "Sweep", value: (run) => run.sweepName, cell: (run) => run.sweepName && link(sweepPath(entity, project, run.sweepName), run.sweepName) },
    { id: "tags", title: "Tags", value: (run) => (run.tags ?? []).join(", "), cell: (run) => (run.tags ?? []).join(", ") },
  ];
  return columns.filter((column) => runs.some((run) => column.value(run)));
}
