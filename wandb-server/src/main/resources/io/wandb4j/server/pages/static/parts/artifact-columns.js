// The columns of a table of artifact versions.
import { artifactPath } from "../core/address.js";
import { link } from "../core/dom.js";
import { formatBytes } from "../core/format.js";
import { ago } from "./small.js";

export const ARTIFACT_FIELDS = `id versionIndex state size fileCount createdAt
  artifactSequence { name } artifactType { name } aliases { alias }`;

/** An artifact version with the name that tables and people know it by. */
export const withName = (artifact) => ({ ...artifact, name: `${artifact.artifactSequence.name}:v${artifact.versionIndex}` });

/** The columns, for versions of this project. */
export const artifactColumns = ({ entity, project }) => [
  { id: "name", title: "Artifact", kind: "name", value: (it) => it.name, cell: (it) => link(artifactPath(entity, project, it.artifactType.name, it.artifactSequence.name, `v${it.versionIndex}`), it.name) },
  { id: "type", title: "Type", value: (it) => it.artifactType.name, cell: (it) => it.artifactType.name },
  { id: "aliases", title: "Aliases", value: aliases, cell: aliases },
  { id: "files", title: "Files", kind: "number", value: (it) => it.fileCount, cell: (it) => it.fileCount },
  { id: "size", title: "Size", kind: "number", value: (it) => it.size, cell: (it) => formatBytes(it.size) },
  { id: "created", title: "Created", value: (it) => it.createdAt, cell: (it) => ago(it.createdAt) },
];

const aliases = (artifact) => artifact.aliases.map(({ alias }) => alias).join(", ");
