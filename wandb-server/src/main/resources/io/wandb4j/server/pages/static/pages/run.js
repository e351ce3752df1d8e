// One run: what it was given, what came out, and what it left behind.
import { projectPath, sweepPath } from "../core/address.js";
import { ACCENT } from "../core/colors.js";
import { el, link, redraw } from "../core/dom.js";
import { formatDuration } from "../core/format.js";
import { query } from "../core/graphql.js";
import { poll } from "../core/poll.js";
import { RunMedia } from "../data/media.js";
import { isLive, RUN_FIELDS, shape, stopRun } from "../data/runs.js";
import { RunArtifacts } from "../parts/run-artifacts.js";
import { RunCharts } from "../parts/run-charts.js";
import { RunFiles } from "../parts/run-files.js";
import { RunLog } from "../parts/run-log.js";
import { RunMediaPanels, RunTables } from "../parts/run-media.js";
import { RunOverview, valuePanels } from "../parts/run-overview.js";
import { RunVisuals } from "../parts/run-visuals.js";
import { actionButton, ago, badge, panel } from "../parts/small.js";
import { SystemCharts } from "../parts/system-charts.js";
import { Tabs } from "../parts/tabs.js";
import { showMissing } from "./missing.js";

const RUN = `query Run($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) {
    ${RUN_FIELDS} notes host program commit exitcode eventsLineCount logLineCount fileCount user { username }
    alerts { title text severity createdAt } } }
}`;

/** Shows the run. */
export function showRun(page, place) {
  document.title = `${place.run} · wandb4j`;
  const head = el("div");
  const overview = el("aside");
  const media = new RunMedia(place);
  const charts = new RunCharts(place);
  const visuals = new RunVisuals(place, media);
  const parts = { charts, media: new RunMediaPanels(place, media), tables: new RunTables(place, media), overview: new RunOverview(place), system: new SystemCharts(place), logs: new RunLog(place), files: new RunFiles(place), artifacts: new RunArtifacts(place) };
  const tab = (title, part) => ({ title, show: () => part.element });
  let again = () => {};
  const tabs = new Tabs({
    charts: { title: "Charts", show: () => el("div", { class: "beside" }, el("div", {}, charts.element, visuals.element), overview) },
    overview: tab("Overview", parts.overview),
    media: tab("Media", parts.media),
    tables: tab("Tables", parts.tables),
    system: tab("System", parts.system),
    logs: tab("Logs", parts.logs),
    files: tab("Files", parts.files),
    artifacts: tab("Artifacts", parts.artifacts),
  }, () => again());
  tabs.open(location.hash.slice(1) || place.tab);
  page.append(head, tabs.element);

  again = poll(async () => {
    const data = await query(RUN, place);
    if (!data.project?.run) {
      showMissing(page, { what: "run" });
      return false;
    }
    const run = shape(data.project.run);
    document.title = `${run.title} · wandb4j`;
    redraw(head, [run, Math.floor(Date.now() / 60000)], () => headOf(run, place, () => again()));
    redraw(overview, [run.config, run.summary, run.notes], () => overviewOf(run));
    if (tabs.current === "charts") {
      await visuals.show([run]);
    }
    await parts[tabs.current].show([run], { color: () => ACCENT });
    return isLive(run);
  });
}

function headOf(run, { entity, project }, onStop) {
  const facts = [
    ["Project", link(projectPath(entity, project), `${entity}/${project}`)],
    ["Sweep", run.sweepName && link(sweepPath(entity, project, run.sweepName), run.sweepName)],
    ["Created", ago(run.createdAt)],
    ["Runtime", formatDuration(run.runtime)],
    ["Steps", run.historyLineCount],
    ["By", run.user?.username],
    ["Group", run.group],
    ["Job type", run.jobType],
    ["Tags", (run.tags ?? []).join(", ")],
    ["Host", run.host],
    ["Program", run.program?.split(/[\\/]/).at(-1)],
    ["Exit code", run.exitcode],
    ["Alerts", run.alerts.length || null],
  ].filter(([, value]) => value != null && value !== "");
  return [
    el("div", { class: "head" }, el("h1", {}, run.title), badge(run.state), el("div", { class: "actions" }, stopButton(run, onStop))),
    el("p", { class: "facts" }, facts.map(([name, value]) => el("span", {}, `${name} `, el("b", {}, value)))),
  ];
}

function stopButton(run, onStop) {
  if (!isLive(run)) {
    return null;
  }
  return actionButton(run.shouldStop ? "Stopping…" : "Stop run", { class: "danger", disabled: run.shouldStop }, async () => {
    await stopRun(run);
    onStop();
  });
}

const overviewOf = (run) => [run.notes && panel("Notes", el("p", { class: "notes" }, run.notes)), ...valuePanels(run)];
