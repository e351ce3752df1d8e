// The columns of a table of artifact versions.
import { artifactPath } from "../core/address.js";
import { link } from "../core/dom.js";
import { formatBytes } from "../core/format.js";
import { ago } from "./small.js";

const COLLECTION = "name project { name entityName }";

export const ARTIFACT_FIELDS = `id versionIndex state size fileCount createdAt
  artifactSequence { ${COLLECTION} } artifactType { name } aliases { alias artifactCollection { ${COLLECTION} } }`;

/** An artifact version with the name that tables and people know it by. */
export const withName = (artifact) => ({ ...artifact, name: `${artifact.artifactSequence.name}:v${artifact.versionIndex}` });

/** The columns, for versions of this project. */
export const artifactColumns = (place) => [
  { id: "name", title: "Artifact", kind: "name", value: (it) => it.name, cell: (it) => link(artifactPath(place.entity, place.project, it.artifactType.name, it.artifactSequence.name, `v${it.versionIndex}`), it.name) },
  { id: "type", title: "Type", value: (it) => it.artifactType.name, cell: (it) => it.artifactType.name },
  { id: "aliases", title: "Aliases", value: (it) => aliases(it, place), cell: (it) => aliases(it, place) },
  { id: "files", title: "Files", kind: "number", value: (it) => it.fileCount, cell: (it) => it.fileCount },
  { id: "size", title: "Size", kind: "number", value: (it) => it.size, cell: (it) => formatBytes(it.size) },
  { id: "created", title: "Created", value: (it) => it.createdAt, cell: (it) => ago(it.createdAt) },
];

/** What a version is called in a collection, its own unless another is named; the aliases of others come with their names. */
export function aliases(artifact, { entity, project, collection } = {}) {
  const here = collection ? `${entity}/${project}/${collection}` : addressOf(artifact.artifactSequence);
  const isHere = (each) => addressOf(each.artifactCollection) === here;
  const named = artifact.aliases.filter(isHere).map(({ alias }) => alias);
  const elsewhere = artifact.aliases.filter((each) => !isHere(each))
    .map(({ alias, artifactCollection: { name, project: other } }) => `${other.name}/${name}:${alias}`);
  return [...named, ...elsewhere].join(", ");
}

const addressOf = ({ name, project }) => `${project.entityName}/${project.name}/${name}`;
