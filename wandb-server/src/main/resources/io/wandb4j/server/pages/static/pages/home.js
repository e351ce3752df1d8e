// All projects, or those of one entity.
import { projectPath } from "../core/address.js";
import { el, link, redraw } from "../core/dom.js";
import { nodes, query } from "../core/graphql.js";
import { poll } from "../core/poll.js";
import { ago, badge, code, empty } from "../parts/small.js";
import { Table } from "../parts/table.js";
import { showMissing } from "./missing.js";

const PROJECTS = `query Projects($entity: String, $all: String) {
  entity(name: $entity) { name }
  models(entityName: $all, first: 1000) { edges { node {
    name entityName createdAt runCount
    runs(first: 1, order: "-created_at") { edges { node { createdAt state } } } } } }
}`;

const COLUMNS = [
  { id: "name", title: "Project", value: (project) => project.name, cell: (project) => link(projectPath(project.entityName, project.project), project.project) },
  { id: "entity", title: "Entity", value: (project) => project.entityName, cell: (project) => project.entityName },
  { id: "runs", title: "Runs", kind: "number", value: (project) => project.runCount, cell: (project) => project.runCount },
  { id: "last", title: "Last run", value: (project) => project.last?.createdAt, cell: (project) => ago(project.last?.createdAt) },
  { id: "state", title: "State", value: (project) => project.last?.state, cell: (project) => project.last && badge(project.last.state) },
];

/** Shows the projects; without any, how to make the first. */
export function showHome(page, { entity }) {
  document.title = entity ? `${entity} · wandb4j` : "wandb4j";
  const table = new Table({ label: "Projects", sort: { id: "last", descending: true } });
  const body = el("div");
  page.append(el("h1", {}, entity ? `Projects of ${entity}` : "Projects"), body);
  poll(async () => {
    const data = await query(PROJECTS, { entity: entity ?? null, all: entity ?? null });
    if (!data.entity) {
      showMissing(page, { what: "entity" });
      return false;
    }
    const projects = nodes(data.models).map(withLastRun);
    redraw(body, projects.length > 0, () => (projects.length > 0 ? table.element : firstSteps()));
    table.show(projects, COLUMNS);
    return true;
  });
}

// Names of projects repeat between entities; rows need names of their own.
function withLastRun(project) {
  const [last] = nodes(project.runs);
  return { ...project, project: project.name, name: `${project.entityName}/${project.name}`, last };
}

function firstSteps() {
  return empty("Nothing has been logged yet",
    el("p", {}, "Tell clients of this server once; the key is the one you logged in with here:"),
    code(`wandb4j login --host ${location.origin}`),
    el("p", {}, "Then log a first run. Its page appears here while it runs:"),
    code(
      'Settings settings = Settings.builder().project("first").build();',
      "Wandb.run(settings, run -> {",
      "    for (int step = 0; step < 100; step++) {",
      '        run.log(Map.of("loss", Math.exp(-step / 20.0)));',
      "    }",
      "});"),
    el("p", {}, "Python works too: run ", el("code", {}, `wandb login --host ${location.origin}`), " and log as ever."));
}
