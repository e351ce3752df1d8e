// Files of one artifact version: their addresses, asked for together.
import { nodes, query } from "../core/graphql.js";

const FILES = `query ArtifactFiles($id: ID!, $names: [String!]!) {
  artifact(id: $id) { files(names: $names, first: 1000) { edges { node { name directUrl } } } }
}`;
const ALL = `query AllArtifactFiles($id: ID!, $after: String) {
  artifact(id: $id) { files(first: 10000, after: $after) { edges { node { name sizeBytes updatedAt directUrl } } pageInfo { endCursor hasNextPage } } }
}`;
const AT_ONCE = 500;

/** All files of a version: {name, sizeBytes, updatedAt, url}. */
export async function loadArtifactFiles(id) {
  const files = [];
  for (let after = null, more = true; more;) {
    const { artifact } = await query(ALL, { id, after });
    files.push(...nodes(artifact.files).map(({ directUrl, ...file }) => ({ ...file, url: named(directUrl, file.name) })));
    [after, more] = [artifact.files.pageInfo.endCursor, artifact.files.pageInfo.hasNextPage];
  }
  return files;
}

// Content has no name here; the one it has in its artifact tells its type. References lead elsewhere.
function named(url, name) {
  return url?.startsWith(location.origin) ? `${url}&name=${encodeURIComponent(name.split("/").at(-1))}` : url;
}

/** Finds addresses for names of files; each is asked for once. */
export class ArtifactFiles {
  #id;
  #urls = new Map();
  #waiting = [];

  constructor(id) {
    this.#id = id;
  }

  /** The address of a file that was loaded. */
  url(name) {
    return this.#urls.get(name) ?? "";
  }

  /** The names of all files in a folder. */
  async under(folder) {
    const all = await loadArtifactFiles(this.#id);
    return all.map(({ name }) => name).filter((name) => name.startsWith(`${folder}/`));
  }

  /** Finds the addresses of these files. */
  async load(names) {
    const wanted = [...new Set(names)].filter((name) => !this.#urls.has(name));
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const { artifact } = await query(FILES, { id: this.#id, names: wanted.slice(from, from + AT_ONCE) });
      for (const { name, directUrl } of nodes(artifact?.files)) {
        this.#urls.set(name, named(directUrl, name));
      }
    }
  }

  /** Calls back with the address of a file, at once or together with others a moment later. */
  later(name, use) {
    if (this.#urls.has(name)) {
      use(this.#urls.get(name));
      return;
    }
    this.#waiting.push([name, use]);
    if (this.#waiting.length === 1) {
      setTimeout(() => this.#flush(), 10);
    }
  }

  async #flush() {
    const waiting = this.#waiting;
    this.#waiting = [];
    await this.load(waiting.map(([name]) => name)).catch(() => {});
    waiting.forEach(([name, use]) => this.#urls.get(name) && use(this.#urls.get(name)));
  }
}
