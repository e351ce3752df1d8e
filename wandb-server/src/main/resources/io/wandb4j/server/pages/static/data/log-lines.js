// The console lines of a run, fetched page by page as one comes to see them.
import { nodes, query } from "../core/graphql.js";

const PAGE = 500;
const PAGES_HELD = 60;
const MOST_MATCHES = 100_000;
const RUN = (field) => `project(name: $project, entityName: $entity) { run(name: $run) { ${field} } }`;
const ARGUMENTS = "$entity: String!, $project: String!, $run: String!";
const LINES = `query LogLines(${ARGUMENTS}, $first: Int!, $after: String!) {
  ${RUN("logLines(first: $first, after: $after) { edges { node { number timestamp level label line } } }")} }`;
const MATCHES = `query LogMatches(${ARGUMENTS}, $text: String!) { ${RUN(`logMatches(text: $text, first: ${MOST_MATCHES})`)} }`;

/** Lines by their numbers; what is not here yet is asked for. */
export class LogLines {
  #place;
  #onLoad;
  #pages = new Map();
  count = 0;

  constructor(place, onLoad) {
    this.#place = place;
    this.#onLoad = onLoad;
  }

  /** So many lines there are now; the last ones may have changed since they were fetched. */
  async grow(count) {
    const last = Math.max(0, Math.floor((count - 1) / PAGE));
    this.count = count;
    await Promise.all([...new Set([last, Math.max(0, last - 1)])].map((page) => this.#load(page)));
  }

  /** The line, or undefined while it is on its way. */
  line(number) {
    const page = Math.floor(number / PAGE);
    const held = this.#pages.get(page);
    if (!held) {
      this.#load(page).then(this.#onLoad, () => this.#pages.delete(page));
      return undefined;
    }
    this.#pages.delete(page);
    this.#pages.set(page, held); // the last used is the last in the map
    return held.lines?.[number - page * PAGE];
  }

  /** The numbers of the lines that hold a text, at most a hundred thousand. */
  async matches(text) {
    const { project } = await query(MATCHES, { ...this.#place, text });
    return project.run.logMatches;
  }

  async #load(page) {
    const held = this.#pages.get(page) ?? {};
    this.#pages.set(page, held);
    const { project } = await query(LINES, { ...this.#place, first: PAGE, after: String(page * PAGE) });
    held.lines = nodes(project.run.logLines);
    if (this.#pages.size > PAGES_HELD) {
      this.#pages.delete(this.#pages.keys().next().value);
    }
  }
}
