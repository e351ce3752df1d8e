// Sweeps as the pages use them.
import { nodes, query } from "../core/graphql.js";
import { number } from "../core/json.js";
import { RUN_FIELDS, shape } from "./runs.js";

const FIELDS = "id name displayName description method state config configTree createdAt runCount runCountExpected bestLoss";

const LIST = `query Sweeps($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) { sweeps(first: 1000) { edges { node { ${FIELDS} } } } }
}`;

const ONE = `query Sweep($entity: String!, $project: String!, $sweep: String!) {
  project(name: $project, entityName: $entity) { sweep(sweepName: $sweep) {
    ${FIELDS} agents(first: 100) { edges { node { id name host state totalRuns heartbeatAt } } }
    runs(first: 1000, order: "+created_at") { edges { node { ${RUN_FIELDS} } } } } }
}`;

/** All sweeps of a project; null if there is no such project. */
export async function loadSweeps(place) {
  const data = await query(LIST, { entity: place.entity, project: place.project });
  return data.project && nodes(data.project.sweeps).map(withTitle);
}

/** A sweep with its runs and agents; null if there is none. */
export async function loadSweep(place) {
  const data = await query(ONE, place);
  const sweep = data.project?.sweep;
  return sweep && { ...withTitle(sweep), runs: nodes(sweep.runs).map(shape), agents: nodes(sweep.agents) };
}

/** How much the metric hangs on each parameter, the most important first; empty while there are too few runs. */
export async function loadImportance(place) {
  const data = await query(`query Importance($entity: String!, $project: String!, $sweep: String!) {
    project(name: $project, entityName: $entity) { sweep(sweepName: $sweep) { importance { parameter importance correlation } } }
  }`, place);
  return data.project?.sweep?.importance ?? [];
}

/** Pauses, resumes, stops or cancels a sweep by giving it another state. */
export const setSweepState = (sweep, { entity, project }, state) =>
  query("mutation SetSweepState($input: UpsertSweepInput!) { upsertSweep(input: $input) { sweep { state } } }", {
    input: { id: sweep.id, state, entityName: entity, projectName: project },
  });

/** The metric of a sweep and which way is better, or null if it has none. */
export function metricOf({ configTree }) {
  const metric = configTree?.metric;
  return metric?.name ? { name: metric.name, sign: metric.goal === "maximize" ? -1 : 1, goal: metric.goal ?? "minimize" } : null;
}

/** The parameters that can differ between runs: dotted names and whether they spread over powers. */
export function parametersOf({ configTree }, runs) {
  const found = leaves(configTree?.parameters ?? {});
  return found.filter(({ name }) => new Set(runs.map((run) => JSON.stringify(run.config[name]))).size > 1 || found.length === 1);
}

/** The run with the best value of the metric so far. */
export function bestOf(runs, metric) {
  const value = (run) => number(run.summary[metric.name]);
  const measured = runs.filter((run) => Number.isFinite(value(run)));
  return measured.reduce((best, run) => (!best || metric.sign * value(run) < metric.sign * value(best) ? run : best), null);
}

function leaves(parameters, prefix = "") {
  return Object.entries(parameters).flatMap(([key, parameter]) =>
    parameter?.parameters
      ? leaves(parameter.parameters, `${prefix}${key}.`)
      : [{ name: prefix + key, logarithmic: /log/.test(parameter?.distribution ?? "") }]);
}

const withTitle = (sweep) => ({ ...sweep, title: sweep.displayName || sweep.configTree?.name || sweep.name });
