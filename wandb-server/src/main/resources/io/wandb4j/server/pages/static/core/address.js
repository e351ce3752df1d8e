// Addresses of pages: reading the current one, making others.

const join = (...parts) => "/" + parts.map(encodeURIComponent).join("/");

export const entityPath = (entity) => join(entity);
export const projectPath = (entity, project, tab) =>
  tab ? join(entity, project, tab) : join(entity, project);
export const runPath = (entity, project, run) => join(entity, project, "runs", run);
export const artifactPath = (entity, project, type, collection, ...version) =>
  join(entity, project, "artifacts", type, collection, ...version);
export const sweepPath = (entity, project, sweep) => join(entity, project, "sweeps", sweep);

/** Where a file of a run can be read, by its name. */
export const runFileUrl = ({ entity, project, run }, name) => join("files", entity, project, run, ...name.split("/"));

const PROJECT_TABS = { runs: "runs", table: "runs", workspace: "runs", sweeps: "sweeps", artifacts: "artifacts" };

/** What the browser's address speaks of. */
export function here() {
  const parts = location.pathname.split("/").filter(Boolean).map(decodeURIComponent);
  const [entity, project, section, id, tab] = parts;
  if (parts.length <= 1) {
    return { kind: "home", entity };
  }
  if (parts.length === 2) {
    return { kind: "project", entity, project, tab: "runs" };
  }
  if (parts.length === 3 && Object.hasOwn(PROJECT_TABS, section)) {
    return { kind: "project", entity, project, tab: PROJECT_TABS[section] };
  }
  if (section === "artifacts") {
    return artifacts(parts);
  }
  if (section === "runs" && parts.length <= 5) {
    return { kind: "run", entity, project, run: id, tab };
  }
  if (section === "sweeps" && parts.length === 4) {
    return { kind: "sweep", entity, project, sweep: id };
  }
  return { kind: "missing" };
}

// Without a version, a name leads to all of them.
function artifacts([entity, project, , type, collection, version]) {
  return collection
    ? { kind: "artifact", entity, project, type, collection, version: version ?? "latest", tab: version ? "files" : "versions" }
    : { kind: "project", entity, project, type, tab: "artifacts" };
}
