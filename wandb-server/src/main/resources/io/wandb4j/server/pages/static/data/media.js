// What a run logged beyond numbers: under which keys, at which steps, and the value of each.
import { query } from "../core/graphql.js";
import { flatten, parse } from "../core/json.js";

const PART = (fields) => `project(name: $project, entityName: $entity) { run(name: $run) { ${fields} } }`;
const ARGUMENTS = "$entity: String!, $project: String!, $run: String!";
const KEYS = `query MediaKeys(${ARGUMENTS}) { ${PART("historyKeys")} }`;
const STEPS = `query MediaSteps(${ARGUMENTS}, $keys: [String!]!, $from: Int64!) { ${PART("keySteps(keys: $keys, minStep: $from)")} }`;
const ROW = `query MediaRow(${ARGUMENTS}, $from: Int64!, $until: Int64!) { ${PART("history(minStep: $from, maxStep: $until)")} }`;
const SAMPLED = `query MediaSampled(${ARGUMENTS}, $specs: [JSONString!]!) { ${PART("sampledHistory(specs: $specs)")} }`;
const PLAIN = new Set(["number", "string", "boolean", "nil", "list"]);
const ROWS_HELD = 64;

/** The step of what is in the summary alone. */
export const SUMMARY = "summary";

/** The type of a value: that of its first part if it is a list; undefined for plain values. */
export const typeOf = (value) => (Array.isArray(value) ? value.find((it) => it?._type)?._type : value?._type);

/** The typed values of one run. */
export class RunMedia {
  #place;
  #lines = -1;
  #lastStep = -1;
  #rows = new Map();
  #run;
  /** For each key its type and its steps. */
  keys = new Map();

  constructor(place) {
    this.#place = place;
  }

  /** Looks for what is new; says whether there is anything. */
  async refresh(run) {
    this.#run = run;
    if (run.historyLineCount === this.#lines) {
      return false;
    }
    const { project } = await query(KEYS, this.#place);
    const types = new Map();
    for (const [key, { typeCounts }] of Object.entries(project.run.historyKeys?.keys ?? {})) {
      const type = typeCounts.find((it) => !PLAIN.has(it.type))?.type ?? typeOf(run.summary[key]);
      if (type) {
        types.set(key, { type, isList: !typeCounts.some((it) => it.type === type) });
      }
    }
    if (run.historyLineCount < this.#lines) {
      this.keys = new Map(); // the run was rewound
      this.#rows.clear();
    }
    await this.#loadSteps(types, project.run.historyKeys?.lastStep ?? -1);
    this.#addSummary(run);
    this.#lines = run.historyLineCount;
    return true;
  }

  /** The value that a key has at a step. */
  async value(key, step) {
    return step === SUMMARY ? this.#run.summary[key] : (await this.#row(step))[key];
  }

  /** The values of a key at all its steps, or at evenly spread ones if they are very many: pairs of step and value. */
  async sampled(key, samples) {
    const { project } = await query(SAMPLED, { ...this.#place, specs: [JSON.stringify({ keys: ["_step", key], samples })] });
    return project.run.sampledHistory[0].map((row) => [row._step, row[key]]);
  }

  // Of keys that are known only what came since; a long history is not read again and again.
  async #loadSteps(types, lastStep) {
    const held = this.keys;
    const isKnown = ([key]) => held.has(key) && held.get(key).steps[0] !== SUMMARY;
    const [known, fresh] = [[...types].filter(isKnown), [...types].filter((it) => !isKnown(it))];
    this.keys = new Map();
    for (const [some, from] of [[known, this.#lastStep + 1], [fresh, 0]]) {
      const steps = await this.#stepsOf(some, from);
      some.forEach(([key, { type }], index) => {
        const before = from > 0 ? held.get(key).steps : [];
        const after = steps[index].filter((step) => before.length === 0 || step > before.at(-1));
        this.keys.set(key, { type, steps: [...before, ...after] });
      });
    }
    this.#lastStep = lastStep;
  }

  async #stepsOf(some, from) {
    if (some.length === 0) {
      return [];
    }
    const keys = some.map(([key, { isList }]) => (isList ? key : `${key}._type`));
    const { project } = await query(STEPS, { ...this.#place, keys, from });
    return project.run.keySteps;
  }

  #addSummary(run) {
    for (const [key, value] of Object.entries(run.summary)) {
      if (typeOf(value) && !this.keys.has(key)) {
        this.keys.set(key, { type: typeOf(value), steps: [SUMMARY] });
      }
    }
  }

  #row(step) {
    const row = this.#rows.get(step) ?? this.#load(step);
    this.#rows.delete(step);
    this.#rows.set(step, row); // the last used is the last in the map
    if (this.#rows.size > ROWS_HELD) {
      this.#rows.delete(this.#rows.keys().next().value);
    }
    return row;
  }

  async #load(step) {
    const { project } = await query(ROW, { ...this.#place, from: step, until: step + 1 });
    return Object.assign({}, ...project.run.history.map((line) => flatten(parse(line))));
  }
}
