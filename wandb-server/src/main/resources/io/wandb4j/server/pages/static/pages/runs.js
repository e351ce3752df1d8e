// The runs of a project: table and charts, live.
import { el, redraw, setText } from "../core/dom.js";
import { plural } from "../core/format.js";
import { poll } from "../core/poll.js";
import { isLive, loadRuns } from "../data/runs.js";
import { filterBox, matches } from "../parts/filter.js";
import { RunCharts } from "../parts/run-charts.js";
import { runColumns } from "../parts/run-columns.js";
import { empty, code } from "../parts/small.js";
import { Table } from "../parts/table.js";
import { Visibility } from "../parts/visibility.js";
import { showMissing } from "./missing.js";

/** Shows the runs. */
export function showRuns(body, place, page) {
  let all = [];
  let total = 0;
  let filter = "";
  const visibility = new Visibility(draw);
  const table = new Table({ label: "Runs", sort: { id: "created", descending: true } });
  const charts = new RunCharts(place);
  const count = el("span", { class: "faint", role: "status" });
  const bar = el("div", { class: "bar" }, filterBox((text) => { filter = text; draw(); }), count);
  const content = el("div");
  body.append(content);

  function draw() {
    const runs = all.filter((run) => matches(run, filter));
    visibility.know(all);
    table.show(runs, runColumns(place, all, visibility));
    const shown = runs.filter((run) => visibility.isShown(run));
    const part = runs.length < all.length ? ` of ${all.length}` : "";
    const older = total > all.length ? ` (the newest of ${total.toLocaleString("en-US")})` : "";
    setText(count, `${plural(runs.length, "run")}${part}, ${shown.length} in the charts${older}`);
    return charts.show(shown, visibility);
  }

  poll(async () => {
    const loaded = await loadRuns(place.entity, place.project);
    if (!loaded) {
      showMissing(page, { what: "project" });
      return false;
    }
    ({ runs: all, total } = loaded);
    redraw(content, all.length > 0, () => (all.length > 0 ? [bar, table.element, charts.element] : noRuns(place)));
    await draw();
    return all.some(isLive);
  });
}

const noRuns = ({ project }) => empty("This project has no runs yet",
  el("p", {}, "Log one from Java:"),
  code(`Wandb.run(Settings.builder().project("${project}").build(), run -> run.log(Map.of("loss", 0.5)));`));
