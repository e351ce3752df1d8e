// What runs logged: whole while short, thinned once long, and only what is new since the last look.
import { query } from "../core/graphql.js";
import { flatten, number, parse } from "../core/json.js";

const WHOLE = 2000;
const SAMPLES = 1000;
const RUNS_AT_ONCE = 20;
const AXES = ["_step", "_runtime", "_timestamp"];
const NUMERIC = (counts) => counts.some(({ type }) => type === "number");

/** The rows of some runs of a project. */
export class History {
  #entity;
  #project;
  #byRun = new Map();
  #last = Promise.resolve();

  constructor(entity, project) {
    this.#entity = entity;
    this.#project = project;
  }

  /** Fetches what these runs logged since the last call, one call after the other; says whether there was anything. */
  refresh(runs, definitions) {
    this.#last = this.#last.catch(() => {}).then(() => this.#fetch(runs, definitions));
    return this.#last;
  }

  /** The names of all numbers that these runs logged. */
  keys(runs) {
    return [...new Set(runs.flatMap((run) => [...(this.#byRun.get(run.name)?.keys ?? [])]))];
  }

  /** The points of a metric of a run: pairs of x and y, in the order of x. */
  points(run, key, axis) {
    const held = this.#byRun.get(run.name);
    const points = [];
    for (const row of held?.samples?.get(key) ?? held?.rows ?? []) {
      const x = number(row[axis]);
      const y = number(row[key]);
      if (x !== undefined && y !== undefined) {
        points.push([axis === "_timestamp" ? x * 1000 : x, y]);
      }
    }
    return points;
  }

  async #fetch(runs, definitions) {
    const stale = runs.filter((run) => this.#isStale(run));
    for (let from = 0; from < stale.length; from += RUNS_AT_ONCE) {
      const some = stale.slice(from, from + RUNS_AT_ONCE);
      await this.#append(some.filter((run) => run.historyLineCount <= WHOLE));
      await this.#sample(some.filter((run) => run.historyLineCount > WHOLE), definitions);
    }
    return stale.length > 0;
  }

  // A long run is thinned anew only when it has grown by a fiftieth.
  #isStale(run) {
    const held = this.#byRun.get(run.name)?.lines ?? 0;
    const step = run.state === "running" && held > WHOLE ? held / 50 : 1;
    return run.historyLineCount < held || run.historyLineCount >= held + step;
  }

  async #append(runs) {
    runs.filter((run) => run.historyLineCount < this.#byRun.get(run.name)?.lines).forEach((run) => this.#byRun.delete(run.name));
    const from = (run) => (this.#byRun.get(run.name)?.lastStep ?? -1) + 1;
    const answers = await this.#ask(runs, (run) => `history(minStep: ${from(run)})`);
    runs.forEach((run, index) => {
      const fresh = (answers[index]?.history ?? []).map((line) => flatten(parse(line)));
      const rows = [...(this.#byRun.get(run.name)?.rows ?? []), ...fresh];
      const keys = this.#byRun.get(run.name)?.keys ?? new Set();
      fresh.forEach((row) => Object.keys(row).forEach((key) => number(row[key]) !== undefined && keys.add(key)));
      this.#byRun.set(run.name, { rows, keys, lines: run.historyLineCount, lastStep: rows.at(-1)?._step ?? -1 });
    });
  }

  async #sample(runs, definitions) {
    const known = await this.#ask(runs, () => "historyKeys");
    for (let index = 0; index < runs.length; index++) {
      const counts = Object.entries(known[index]?.historyKeys?.keys ?? {});
      const keys = counts.filter(([key, { typeCounts }]) => NUMERIC(typeCounts) && !key.startsWith("_")).map(([key]) => key);
      const specs = keys.map((key) => this.#spec(key, definitions));
      const [answer] = await this.#ask([runs[index]], () => "sampledHistory(specs: $specs)", specs);
      const samples = new Map(keys.map((key, at) => [key, answer?.sampledHistory[at] ?? []]));
      this.#byRun.set(runs[index].name, { samples, keys: new Set(keys), lines: runs[index].historyLineCount });
    }
  }

  #spec(key, definitions) {
    const keys = [...new Set([...AXES, definitions.stepOf(key), key])];
    return JSON.stringify({ keys, samples: SAMPLES });
  }

  async #ask(runs, field, specs) {
    if (runs.length === 0) {
      return [];
    }
    const names = runs.map((run, index) => `$n${index}: String!`).join(", ");
    const parts = runs.map((run, index) => `r${index}: run(name: $n${index}) { ${field(run)} }`).join(" ");
    const document = `query History($entity: String!, $project: String!, ${names}${specs ? ", $specs: [JSONString!]!" : ""}) {
      project(name: $project, entityName: $entity) { ${parts} } }`;
    const variables = { entity: this.#entity, project: this.#project, specs };
    runs.forEach((run, index) => (variables[`n${index}`] = run.name));
    const data = await query(document, variables);
    return runs.map((run, index) => data.project[`r${index}`]);
  }
}
