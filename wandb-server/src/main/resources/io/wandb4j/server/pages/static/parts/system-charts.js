// The system metrics of a run: what the machine did meanwhile.
import { el, redraw } from "../core/dom.js";
import { query } from "../core/graphql.js";
import { flatten, number, parse } from "../core/json.js";
import { seriesColor } from "./axis-chart.js";
import { ChartGrid } from "./chart-grid.js";
import { empty } from "./small.js";

const EVENTS = `query Events($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { events(samples: 4000) } }
}`;

const PREFIX = "system.";
const AREAS = [
  [/^(gpu|tpu|trn)\b/, "GPU"], [/^jvm\b/, "JVM"], [/^disk\b/, "Disk"], [/^network\b/, "Network"],
  [/memory|^swap/, "Memory"], [/^(cpu|proc\.cpu)/, "CPU"],
];
const ORDER = ["CPU", "Memory", "GPU", "JVM", "Disk", "Network", "Other"];
// gpu.0.temp and gpu.1.temp are two lines of one chart; so are values that processes labelled for themselves.
const NUMBERED = /^((?:gpu|tpu|trn)(?:\.process)?)\.(\d+)\.(.+)$/;
const LABELLED = /^(.+)\/l:(.+)$/;

/** Charts of all system metrics against the time since the start. */
export class SystemCharts {
  element = el("section", { class: "charts" });
  #grid = new ChartGrid(ORDER);
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
    const charts = chartsOf(rows);
    const color = (index, count) => (count === 1 ? look.color(run) : seriesColor(index));
    const lines = (key) => [...charts.get(key)].map(([name, points], index, all) => ({ name: name || run.title, color: color(index, all.length), points }));
    this.#grid.show([...charts.keys()], { lines, axisOf: () => "_runtime", titleOf: (key) => titleOf(key.slice(key.indexOf("/") + 1)) });
  }
}

const TITLES = {
  "cpu": "Process CPU, %",
  "proc.cpu.threads": "Process threads",
  "proc.memory.rssMB": "Process memory, MiB",
  "proc.memory.percent": "Process memory, %",
  "proc.memory.availableMB": "Memory available, MiB",
  "memory_percent": "System memory, %",
  "network.sent": "Network sent, bytes",
  "network.recv": "Network received, bytes",
  "gpu.gpu": "GPU use, %",
  "gpu.memory": "GPU memory access, %",
  "gpu.memoryAllocated": "GPU memory, %",
  "gpu.memoryAllocatedBytes": "GPU memory, bytes",
  "gpu.temp": "GPU temperature, °C",
  "gpu.powerWatts": "GPU power, W",
  "jvm.heap.usedMB": "Heap used, MiB",
  "jvm.heap.committedMB": "Heap committed, MiB",
  "jvm.heap.percent": "Heap used, %",
  "jvm.gc.count": "Collections",
  "jvm.gc.timeSeconds": "Collection time, s",
  "jvm.threads": "JVM threads",
};

/** The title for people; metrics that are not common keep the name under which they were logged. */
const titleOf = (name) => TITLES[name] ?? name;

/** For each chart, AREA/metric, its lines by their names; the grid makes one section of each area. */
function chartsOf(rows) {
  const charts = new Map();
  for (const row of rows) {
    for (const [key, value] of Object.entries(row)) {
      if (key.startsWith(PREFIX) && number(value) !== undefined) {
        const [chart, line] = placeOf(key.slice(PREFIX.length));
        const lines = charts.get(chart) ?? charts.set(chart, new Map()).get(chart);
        (lines.get(line) ?? lines.set(line, []).get(line)).push([number(row._runtime), number(value)]);
      }
    }
  }
  return charts;
}

function placeOf(key) {
  const [, name = key, label = ""] = LABELLED.exec(key) ?? [];
  const [, family, index, metric] = NUMBERED.exec(name) ?? [];
  const chart = family ? `${family}.${metric}` : name;
  const area = AREAS.find(([pattern]) => pattern.test(chart))?.[1] ?? "Other";
  return [`${area}/${chart}`, [index && `${family} ${index}`, label].filter(Boolean).join(" ")];
}

const none = () => empty("No system metrics yet",
  el("p", {}, "Clients measure processor, memory, disk and network every few seconds and send what they find."));
