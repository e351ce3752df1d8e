// One sweep: where it stands, what it found, and the buttons that steer it.
import { projectPath, runPath } from "../core/address.js";
import { el, link, redraw, setText } from "../core/dom.js";
import { formatNumber, plural } from "../core/format.js";
import { poll } from "../core/poll.js";
import { isLive } from "../data/runs.js";
import { bestOf, loadImportance, loadSweep, metricOf, parametersOf, setSweepState } from "../data/sweeps.js";
import { runColumns, nameColumn, valueColumn } from "../parts/run-columns.js";
import { actionButton, ago, badge, code, empty, keyValues, panel } from "../parts/small.js";
import { SweepCharts } from "../parts/sweep-charts.js";
import { Table } from "../parts/table.js";
import { Visibility } from "../parts/visibility.js";
import { showMissing } from "./missing.js";

const ACTIONS = {
  PENDING: { FINISHED: "Stop", CANCELED: "Cancel" },
  RUNNING: { PAUSED: "Pause", FINISHED: "Stop", CANCELED: "Cancel" },
  PAUSED: { RUNNING: "Resume", FINISHED: "Stop", CANCELED: "Cancel" },
};
const EXPLANATIONS = {
  PAUSED: "Hands out no new runs until resumed",
  RUNNING: "Hands out runs again",
  FINISHED: "Hands out no new runs; those that run go on to their end",
  CANCELED: "Hands out no new runs and stops those that run",
};
const COMMON_COLUMNS = new Set(["state", "created", "runtime"]);

/** Shows the sweep. */
export function showSweep(page, place) {
  const head = el("div");
  const side = el("aside");
  let sweep;
  let picked = null;
  const charts = new SweepCharts((names) => {
    picked = names;
    drawTable();
  }, () => loadImportance(place));
  const count = el("span", { class: "faint", role: "status" });
  const all = el("button", { class: "plain faint", hidden: true, onclick: () => charts.clear() }, "Show all");
  const table = new Table({ label: "Runs of the sweep", sort: { id: "created", descending: true } });
  const content = el("div", { class: "stack" });
  page.append(head, el("div", { class: "beside" }, content, side));

  function drawTable() {
    const metric = metricOf(sweep);
    const runs = sweep.runs.filter((run) => !picked || picked.has(run.name));
    setText(count, picked ? `${plural(runs.length, "run")} of ${sweep.runs.length}` : plural(runs.length, "run"));
    all.hidden = !picked;
    table.show(runs, columns(place, sweep, metric, parametersOf(sweep, sweep.runs)));
  }

  const again = poll(async () => {
    sweep = await loadSweep(place);
    if (!sweep) {
      showMissing(page, { what: "sweep" });
      return false;
    }
    document.title = `${sweep.title} · wandb4j`;
    const metric = metricOf(sweep);
    const parameters = parametersOf(sweep, sweep.runs);
    const best = metric && bestOf(sweep.runs, metric);
    redraw(head, [sweep.title, sweep.state, sweep.runs.length, sweep.createdAt], () => headOf(sweep, place, () => again()));
    redraw(side, [best?.name, best?.summary, sweep.config, sweep.agents], () => sideOf(sweep, metric, best, place));
    redraw(content, sweep.runs.length > 0, () => (sweep.runs.length > 0 ? [charts.element, el("div", { class: "bar" }, count, all), table.element] : noRuns(place)));
    drawTable();
    charts.show(sweep.runs, metric, parameters);
    return sweep.state === "RUNNING" || sweep.state === "PENDING" || sweep.runs.some(isLive);
  });
}

function columns(place, sweep, metric, parameters) {
  const common = runColumns(place, sweep.runs, new Visibility()).filter(({ id }) => COMMON_COLUMNS.has(id));
  return [
    nameColumn(place),
    ...common,
    ...(metric ? [valueColumn(sweep.runs, "summary", "Metric", metric.name)] : []),
    ...parameters.map(({ name }) => valueColumn(sweep.runs, "config", "Parameters", name)),
  ];
}

function headOf(sweep, place, onChange) {
  const buttons = Object.entries(ACTIONS[sweep.state] ?? {}).map(([state, text]) => {
    return actionButton(text, { title: EXPLANATIONS[state], class: state === "CANCELED" ? "danger" : "" }, async () => {
      await setSweepState(sweep, place, state);
      onChange();
    });
  });
  const expected = sweep.runCountExpected ? ` of ${sweep.runCountExpected}` : "";
  return [
    el("div", { class: "head" }, el("h1", {}, sweep.title), badge(sweep.state), el("div", { class: "actions" }, buttons)),
    el("p", { class: "facts" },
      el("span", {}, "Project ", el("b", {}, link(projectPath(place.entity, place.project), `${place.entity}/${place.project}`))),
      el("span", {}, "Method ", el("b", {}, sweep.method)),
      el("span", {}, "Runs ", el("b", {}, sweep.runs.length + expected)),
      el("span", {}, "Created ", el("b", {}, ago(sweep.createdAt)))),
  ];
}

function sideOf(sweep, metric, best, { entity, project }) {
  const agents = sweep.agents.map((agent) => [agent.name, el("span", {}, `${agent.state.toLowerCase()}, ${plural(agent.totalRuns, "run")}`)]);
  return [
    best && panel("Best run", el("p", {}, link(runPath(entity, project, best.name), best.title), `: ${metric.name} `, el("b", {}, formatNumber(best.summary[metric.name]))), keyValues(best.config)),
    metric && !best && panel("Best run", el("p", { class: "faint" }, `No run has logged ${metric.name} yet, which the sweep wants to ${metric.goal}.`)),
    agents.length > 0 && panel("Agents", keyValues(Object.fromEntries(agents))),
    panel("Configuration", code(sweep.config.trim())),
  ];
}

const noRuns = ({ entity, project, sweep }) => empty("No agent has started a run yet",
  el("p", {}, "Start one from Java, or several at once:"),
  code(`Wandb.agent("${entity}/${project}/${sweep}", run -> train(run));`),
  el("p", {}, "or let W&B's own agent start programs:"),
  code(`wandb agent ${entity}/${project}/${sweep}`));
