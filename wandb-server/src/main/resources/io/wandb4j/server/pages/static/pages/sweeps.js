// The sweeps of a project.
import { sweepPath } from "../core/address.js";
import { el, link, redraw } from "../core/dom.js";
import { formatNumber } from "../core/format.js";
import { poll } from "../core/poll.js";
import { loadSweeps, metricOf } from "../data/sweeps.js";
import { ago, badge, code, empty } from "../parts/small.js";
import { Table } from "../parts/table.js";
import { showMissing } from "./missing.js";

const columns = ({ entity, project }) => [
  { id: "name", title: "Sweep", kind: "name", value: (it) => it.title, cell: (it) => link(sweepPath(entity, project, it.name), it.title) },
  { id: "state", title: "State", value: (it) => it.state, cell: (it) => badge(it.state) },
  { id: "method", title: "Method", value: (it) => it.method, cell: (it) => it.method },
  { id: "runs", title: "Runs", kind: "number", value: (it) => it.runCount, cell: (it) => it.runCountExpected ? `${it.runCount} of ${it.runCountExpected}` : it.runCount },
  { id: "metric", title: "Metric", value: (it) => metricOf(it)?.name, cell: (it) => metricOf(it)?.name },
  { id: "best", title: "Best", kind: "number", value: (it) => it.bestLoss, cell: (it) => it.bestLoss != null && formatNumber(it.bestLoss) },
  { id: "created", title: "Created", value: (it) => it.createdAt, cell: (it) => ago(it.createdAt) },
];

/** Shows the sweeps. */
export function showSweeps(body, place, page) {
  const table = new Table({ label: "Sweeps", sort: { id: "created", descending: true } });
  poll(async () => {
    const sweeps = await loadSweeps(place);
    if (!sweeps) {
      showMissing(page, { what: "project" });
      return false;
    }
    redraw(body, sweeps.length > 0, () => (sweeps.length > 0 ? table.element : noSweeps(place)));
    table.show(sweeps, columns(place));
    return sweeps.some(({ state }) => state === "RUNNING" || state === "PENDING");
  });
}

const noSweeps = ({ project }) => empty("This project has no sweeps yet",
  el("p", {}, "A sweep tries many configurations and finds the best:"),
  code(
    `Sweep sweep = Wandb.sweep(SweepConfig.builder().method(Method.RANDOM)`,
    `        .metric("loss", Goal.MINIMIZE).parameter("x", Parameter.uniform(0, 1)).build(), "${project}");`,
    `Wandb.agent(sweep.path(), run -> run.log(Map.of("loss", run.config().getDouble("x"))), 10);`));
