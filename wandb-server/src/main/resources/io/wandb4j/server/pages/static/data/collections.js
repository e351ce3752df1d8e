// The collections of a project, of versions and of links to versions.
import { nodes, query } from "../core/graphql.js";

const COLLECTIONS = `query ArtifactCollections($entity: String!, $project: String!, $after: String) {
  project(name: $project, entityName: $entity) { artifactCollections(first: 500, after: $after) {
    edges { node { name description defaultArtifactType { name } tags { edges { node { name } } }
      aliases(first: 100) { edges { node { alias } } }
      artifacts(first: 1) { totalCount edges { node { createdAt } } } } }
    pageInfo { endCursor hasNextPage } } }
}`;

/** All collections; null if there is no such project. */
export async function loadCollections({ entity, project }) {
  const all = [];
  for (let after = null, more = true; more;) {
    const found = await query(COLLECTIONS, { entity, project, after });
    if (!found.project) {
      return null;
    }
    const page = found.project.artifactCollections;
    all.push(...nodes(page));
    [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
  }
  return all;
}
