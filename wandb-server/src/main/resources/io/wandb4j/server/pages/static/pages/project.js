// A project: its runs, its sweeps, its artifacts.
import { projectPath } from "../core/address.js";
import { el, link } from "../core/dom.js";
import { showArtifacts } from "./artifacts.js";
import { showRuns } from "./runs.js";
import { showSweeps } from "./sweeps.js";

const TABS = { runs: showRuns, sweeps: showSweeps, artifacts: showArtifacts };

/** Shows the tab of the project that the address names. */
export function showProject(page, place) {
  document.title = `${place.project} · wandb4j`;
  const body = el("div");
  const tabs = Object.keys(TABS).map((tab) => {
    const path = projectPath(place.entity, place.project, tab === "runs" ? null : tab);
    const element = link(path, tab[0].toUpperCase() + tab.slice(1));
    if (tab === place.tab) {
      element.setAttribute("aria-current", "page");
    }
    return element;
  });
  page.append(el("h1", {}, place.project), el("nav", { class: "tabs", "aria-label": "Parts of the project" }, tabs), body);
  TABS[place.tab](body, place, page);
}
