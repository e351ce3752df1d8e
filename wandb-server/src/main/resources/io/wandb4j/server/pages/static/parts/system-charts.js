// The system metrics of a run: what the machine did meanwhile.
import { el, redraw } from "../core/dom.js";
import { query } from "../core/graphql.js";
import { flatten, number, parse } from "../core/json.js";
import { ChartGrid } from "./chart-grid.js";
import { empty } from "./small.js";

const EVENTS = `query Events($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { events(samples: 1000) } }
}`;

const PREFIX = "system.";
const AREAS = [
  [/^gpu/, "GPU"], [/^(cpu|proc\.cpu)/, "CPU"], [/memory|^swap/, "Memory"], [/^disk/, "Disk"], [/^network/, "Network"],
];

/** Charts of all system metrics against the time since the start. */
export class SystemCharts {
  element = el("section", { class: "charts" });
  #grid = new ChartGrid();
  #place;
  #lines = -1;

  constructor(place) {
    this.#place = place;
  }

  /** Shows what was measured so far. */
  async show([run], look) {
    if (run.eventsLineCount === this.#lines) {
      return;
    }
    const data = await query(EVENTS, this.#place);
    this.#lines = run.eventsLineCount;
    const rows = data.project.run.events.map((line) => flatten(parse(line)));
    redraw(this.element, rows.length > 0, () => (rows.length > 0 ? this.#grid.element : none()));
    const points = pointsOf(rows);
    const lines = (key) => [{ name: run.title, color: look.color(run), points: points.get(key) }];
    this.#grid.show([...points.keys()], { lines, axisOf: () => "_runtime" });
  }
}

// Names become AREA/metric, so that the grid makes one section of each area.
function pointsOf(rows) {
  const points = new Map();
  for (const row of rows) {
    for (const [key, value] of Object.entries(row).filter(([name]) => name.startsWith(PREFIX))) {
      const name = key.slice(PREFIX.length);
      const area = AREAS.find(([pattern]) => pattern.test(name))?.[1] ?? "Other";
      const label = `${area}/${name}`;
      points.set(label, [...(points.get(label) ?? []), [number(row._runtime), number(value)]]);
    }
  }
  return points;
}

const none = () => empty("No system metrics yet",
  el("p", {}, "Clients measure processor, memory, disk and network every few seconds and send what they find."));
