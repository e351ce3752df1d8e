// The bar at the top: where one is, and who one is.
import { artifactPath, entityPath, projectPath, runPath, sweepPath } from "../core/address.js";
import { el, link, setText } from "../core/dom.js";
import { query } from "../core/graphql.js";
import { notice } from "../core/notice.js";

/** Fills the bar for a page. */
export function showHeader(bar, place) {
  const who = el("span", { class: "who" });
  bar.append(
    link("/", el("img", { src: "/static/icon.svg", alt: "", width: 22, height: 22 }), "wandb4j"),
    el("nav", { "aria-label": "Where you are" }, crumbs(place)),
    who,
    el("form", { method: "post", action: "/logout" }, el("button", { class: "plain" }, "Log out")),
  );
  bar.after(notice);
  query("query Viewer { viewer { username } }").then(({ viewer }) => setText(who, viewer.username), () => {});
}

function crumbs({ entity, project, run, sweep, type, collection, version }) {
  const steps = [];
  if (entity) {
    steps.push(link(entityPath(entity), entity));
  }
  if (project) {
    steps.push(link(projectPath(entity, project), project));
  }
  if (run) {
    steps.push(link(projectPath(entity, project), "runs"), link(runPath(entity, project, run), run));
  }
  if (sweep) {
    steps.push(link(projectPath(entity, project, "sweeps"), "sweeps"), link(sweepPath(entity, project, sweep), sweep));
  }
  if (collection) {
    steps.push(link(projectPath(entity, project, "artifacts"), "artifacts"),
      link(artifactPath(entity, project, type, collection, version), `${collection}:${version}`));
  }
  return steps;
}
