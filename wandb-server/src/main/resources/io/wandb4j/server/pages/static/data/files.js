// The files of a run.
import { query } from "../core/graphql.js";

const PAGE = 10_000;
const FILES = `query Files($entity: String!, $project: String!, $run: String!, $after: String) {
  project(name: $project, entityName: $entity) { run(name: $run) {
    files(first: ${PAGE}, after: $after) { edges { node { name sizeBytes updatedAt } } pageInfo { endCursor hasNextPage } } } }
}`;
const NAMED = `query NamedFiles($entity: String!, $project: String!, $run: String!, $names: [String!]!) {
  project(name: $project, entityName: $entity) { run(name: $run) { files(names: $names) { edges { node { name updatedAt } } } } }
}`;

/** All files: {name, sizeBytes, updatedAt}. */
export async function loadFiles(place) {
  const files = [];
  for (let after = null, more = true; more;) {
    const { project } = await query(FILES, { ...place, after });
    const { edges, pageInfo } = project.run.files;
    files.push(...edges.map(({ node }) => node));
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  return files;
}

/** Which of these names the run has files of. */
export async function existing(place, names) {
  const { project } = await query(NAMED, { ...place, names });
  return new Set(project.run.files.edges.map(({ node }) => node.name));
}

/** What lies in a folder: the folders in it with their sizes, then the files. */
export function inFolder(files, folder) {
  const prefix = folder ? `${folder}/` : "";
  const folders = new Map();
  const here = [];
  for (const file of files) {
    if (!file.name.startsWith(prefix)) {
      continue;
    }
    const rest = file.name.slice(prefix.length);
    const slash = rest.indexOf("/");
    if (slash < 0) {
      here.push({ ...file, title: rest });
    } else {
      const name = prefix + rest.slice(0, slash);
      const held = folders.get(name) ?? { name, title: rest.slice(0, slash), isFolder: true, count: 0, sizeBytes: 0, updatedAt: "" };
      held.count++;
      held.sizeBytes += file.sizeBytes;
      held.updatedAt = file.updatedAt > held.updatedAt ? file.updatedAt : held.updatedAt;
      folders.set(name, held);
    }
  }
  return [...folders.values(), ...here];
}
