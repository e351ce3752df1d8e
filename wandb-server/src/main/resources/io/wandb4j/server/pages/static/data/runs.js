// Runs as the pages use them.
import { nodes, query } from "../core/graphql.js";
import { flatten, number, parse } from "../core/json.js";

export const RUN_FIELDS = `
  id name displayName state createdAt heartbeatAt computeSeconds group jobType tags sweepName
  config summaryMetrics historyLineCount shouldStop`;

const LIST = `query Runs($entity: String!, $project: String!, $filters: JSONString, $first: Int!) {
  project(name: $project, entityName: $entity) {
    runs(first: $first, filters: $filters, order: "-created_at") { totalCount edges { node { ${RUN_FIELDS} } } }
  }
}`;

const MOST = 1000;
const LIVE_STATES = new Set(["running", "pending"]);

/** The newest runs of a project, at most a thousand; null if there is no such project. */
export async function loadRuns(entity, project, filters = null) {
  const data = await query(LIST, { entity, project, filters: filters && JSON.stringify(filters), first: MOST });
  return data.project && { total: data.project.runs.totalCount, runs: nodes(data.project.runs).map(shape) };
}

/** A run with its config and summary read and flattened. */
export function shape(node) {
  const config = parse(node.config, {});
  const internal = config._wandb?.value ?? {};
  delete config._wandb;
  const summary = parse(node.summaryMetrics, {});
  const values = Object.fromEntries(Object.entries(config).map(([key, entry]) => [key, entry?.value]));
  return {
    ...node,
    title: node.displayName || node.name,
    config: flatten(values),
    metrics: internal.m ?? [],
    internal,
    summary: withoutInternals(flatten(summary)),
    runtime: number(summary._runtime) ?? number(summary._wandb?.runtime) ?? node.computeSeconds,
  };
}

export const isLive = (run) => LIVE_STATES.has(run.state);

/** All keys of the config or the summary of some runs, in alphabetical order. */
export function keysOf(runs, part) {
  const keys = new Set(runs.flatMap((run) => Object.keys(run[part])));
  return [...keys].sort((a, b) => a.localeCompare(b, "en"));
}

/** Asks a run to stop. */
export const stopRun = (run) =>
  query("mutation StopRun($input: StopRunInput!) { stopRun(input: $input) { success } }", { input: { id: run.id } });

function withoutInternals(values) {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith("_")));
}
