// What defineMetric said about metrics: their x-axes, and which to leave out.

const SERVER_STEP = "_step";

/** The definitions in the config of some runs, later runs winning. */
export class Definitions {
  constructor(runs) {
    this.exact = new Map();
    this.globs = new Map();
    this.steps = new Set();
    runs.forEach((run) => this.#add(run.metrics));
  }

  /** The key that a metric is drawn against. */
  stepOf(key) {
    return this.#of(key)?.step ?? SERVER_STEP;
  }

  /** Whether a metric gets a chart of its own: neither hidden nor merely the axis of others. */
  isCharted(key) {
    return !key.startsWith("_") && !this.#of(key)?.hidden && !this.steps.has(key);
  }

  #of(key) {
    const prefix = [...this.globs.keys()].find((start) => key.startsWith(start));
    return this.exact.get(key) ?? this.globs.get(prefix);
  }

  // Entries are keyed by field numbers: 1 name, 2 glob, 5 one-based place of the step metric, 6 options (2 hidden).
  #add(entries) {
    for (const entry of entries) {
      const stepEntry = entries[(entry["5"] ?? 0) - 1];
      const definition = { step: stepEntry && unescape(stepEntry["1"]), hidden: (entry["6"] ?? []).includes(2) };
      if (definition.step) {
        this.steps.add(definition.step);
      }
      if (entry["2"]) {
        this.globs.set(unescape(entry["2"]).replace(/\*$/, ""), definition);
      } else {
        this.exact.set(unescape(entry["1"]), definition);
      }
    }
  }
}

// A dot in a name is written as \. there, for a dot alone goes down into a nested value.
const unescape = (name) => String(name).replaceAll("\\.", ".");
