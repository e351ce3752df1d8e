// Tables that runs logged, as pages use them.
import { query } from "../core/graphql.js";
import { parse } from "../core/json.js";
import { ArtifactFiles } from "./artifact-files.js";

const MAPPING = "query ClientId($clientID: ID!) { clientIDMapping(clientID: $clientID) { serverID } }";
const CLIENT_PATH = /^wandb-client-artifact:\/\/([^/]+)\/(.+)$/;
const TYPE_NAMES = { string: "text", typedDict: "object" };

/** The first rows of a table value, out of the run's file: {columns: [{name}], rows}. */
export async function loadPreview(value, url) {
  return tableOf(await fetchJson(url(value.path)));
}

/** All rows with their types and media, out of the table's artifact; the first rows while there is none. */
export async function loadTable(value, url) {
  const [, client, entry] = CLIENT_PATH.exec(value.artifact_path ?? "") ?? [];
  const id = client && (await query(MAPPING, { clientID: client })).clientIDMapping?.serverID;
  const files = id && new ArtifactFiles(id);
  await files?.load([entry]);
  if (!files?.url(entry)) {
    const preview = await loadPreview(value, url);
    const isCut = value.nrows > preview.rows.length;
    return { ...preview, note: isCut ? `the first of ${value.nrows}; the others come with the table's artifact` : "" };
  }
  return { ...tableOf(await fetchJson(files.url(entry))), files };
}

/** The table in the file of an artifact: as it is, or put together out of its parts. */
export async function loadArtifactTable(entry, files) {
  await files.load([entry]);
  const content = await fetchJson(files.url(entry));
  if (content._type === "joined-table") {
    return join(content, await partOf(content.table1, files), await partOf(content.table2, files));
  }
  if (content._type === "partitioned-table") {
    const parts = (await files.under(content.parts_path)).filter((name) => name.endsWith(".table.json"));
    return { ...stack(await Promise.all(parts.map((part) => partOf(part, files)))), note: `of ${parts.length} parts` };
  }
  return { ...tableOf(content), files };
}

/** One table out of several with the same columns, one below the other. */
export function stack(tables) {
  const rows = tables.flatMap((table) => table.rows);
  return { ...tables[0], columns: tables[0]?.columns ?? [], rows, files: tables.find(({ files }) => files) && new SeveralFiles(tables.map(({ files }) => files).filter(Boolean)) };
}

/** The content of a file that W&B's clients wrote as JSON. */
export async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`its file cannot be read (HTTP ${response.status})`);
  }
  return parse(await response.text());
}

function tableOf({ columns = [], data = [], column_types: types }) {
  const map = types?.params?.type_map ?? {};
  return { columns: columns.map((name) => ({ name: String(name), type: typeName(map[name]) })), rows: data };
}

/** The name of a column's type for people; undefined where the table does not say. */
function typeName(type) {
  const name = type?.wb_type;
  if (name !== "union") {
    return name && (TYPE_NAMES[name] ?? name.replace(/-file$/, ""));
  }
  const names = (type.params?.allowed_types ?? []).map(typeName).filter((it) => it !== "none");
  return names.length === 1 ? names[0] : "mixed";
}

const partOf = (entry, files) => loadArtifactTable(entry, files);

// Rows whose keys are equal, side by side, as W&B's page joins them.
function join({ join_key: key }, left, right) {
  const [leftKey, rightKey] = Array.isArray(key) ? key : [key, key];
  const place = (table, name) => table.columns.findIndex((column) => column.name === String(name));
  const [from, to] = [place(left, leftKey), place(right, rightKey)];
  const byKey = Map.groupBy(right.rows, (row) => row[to]);
  const others = right.columns.map((_, at) => at).filter((at) => at !== to);
  const named = (at) => ({ ...right.columns[at], name: left.columns.some(({ name }) => name === right.columns[at].name) ? `${right.columns[at].name} (2)` : right.columns[at].name });
  const rows = left.rows.flatMap((row) => (byKey.get(row[from]) ?? []).map((match) => [...row, ...others.map((at) => match[at])]));
  return { columns: [...left.columns, ...others.map(named)], rows, files: left.files, note: `joined by ${leftKey}` };
}

/** Files of several artifacts under one name space; their names hold digests and so do not clash. */
class SeveralFiles {
  #all;

  constructor(all) {
    this.#all = all;
  }

  url(name) {
    return this.#all.map((files) => files.url(name)).find(Boolean) ?? "";
  }

  load(names) {
    return Promise.all(this.#all.map((files) => files.load(names)));
  }

  later(name, use) {
    this.load([name]).then(() => this.url(name) && use(this.url(name)), () => {});
  }
}
