// Where artifacts come from and where they go: runs and artifact versions in turns.
import { nodes, query } from "../core/graphql.js";

const DEPTH = 6;
const MOST = 150;
const AT_ONCE = 25;
// What runs keep for themselves would hide what people made.
const OWN_TYPES = /^(wandb-|run_table$|job$|code$)/;

const RUN = "id name displayName state project { name entityName }";
const ARTIFACT = `id versionIndex aliases { alias artifactCollection { name project { name entityName } } } artifactType { name } artifactSequence { name project { name entityName } }`;
const OF_ARTIFACT = `createdBy { __typename ... on Run { ${RUN} } } usedBy(first: 200) { edges { node { ${RUN} } } }`;
const OF_RUN = `inputArtifacts(first: 200) { edges { node { ${ARTIFACT} } } } outputArtifacts(first: 200) { edges { node { ${ARTIFACT} } } }`;

/** The graph around a start: {nodes: [{id, layer, run | artifact}], edges: [[from, to]], isCut}; what comes before has lower layers. */
export async function loadLineage(start) {
  const graph = new Graph();
  graph.add(start, 0);
  await walk(graph, start, -1);
  await walk(graph, start, 1);
  graph.straighten();
  return { nodes: [...graph.nodes.values()], edges: [...graph.edges.values()], isCut: graph.isCut };
}

class Graph {
  nodes = new Map();
  edges = new Map();
  isCut = false;

  /** Whether the node is new; beyond a number none is taken any more. */
  add(node, layer) {
    if (this.nodes.has(node.id)) {
      return false;
    }
    if (this.nodes.size >= MOST) {
      this.isCut = true;
      return false;
    }
    this.nodes.set(node.id, { ...node, layer });
    return true;
  }

  /** Moves nodes on until every edge leads to the right; a run that uses what it made itself may stay. */
  straighten() {
    for (let pass = 0; pass < 2 * DEPTH; pass++) {
      for (const [from, to] of this.edges.values()) {
        const [before, after] = [this.nodes.get(from), this.nodes.get(to)];
        after.layer = Math.max(after.layer, before.layer + 1);
      }
    }
  }

  link(from, to) {
    if (this.nodes.has(from) && this.nodes.has(to)) {
      this.edges.set(`${from} ${to}`, [from, to]);
    }
  }
}

// One layer after the other; direction -1 leads to the makers, 1 to the users.
async function walk(graph, start, direction) {
  let layer = [start];
  for (let depth = 1; depth <= DEPTH && layer.length > 0; depth++) {
    const next = [];
    const neighbours = await neighboursOf(layer, direction);
    layer.forEach((node, index) => {
      for (const other of neighbours[index]) {
        if (graph.add(other, direction * depth)) {
          next.push(other);
        }
        graph.link(...(direction > 0 ? [node.id, other.id] : [other.id, node.id]));
      }
    });
    layer = next;
  }
  graph.isCut ||= layer.length > 0;
}

async function neighboursOf(layer, direction) {
  const found = [];
  for (let from = 0; from < layer.length; from += AT_ONCE) {
    found.push(...(await ask(layer.slice(from, from + AT_ONCE), direction)));
  }
  return found;
}

async function ask(some, direction) {
  const variables = {};
  const names = [];
  const parts = some.map((node, index) => part(node, index, variables, names));
  const data = await query(`query Lineage(${names.join(", ")}) { ${parts.join(" ")} }`, variables);
  return some.map((node, index) => (node.run ? ofRun(data[`n${index}`]?.run, direction) : ofArtifact(data[`n${index}`], direction)));
}

function part({ run, artifact }, index, variables, names) {
  if (artifact) {
    names.push(`$a${index}: ID!`);
    variables[`a${index}`] = artifact.id;
    return `n${index}: artifact(id: $a${index}) { ${OF_ARTIFACT} }`;
  }
  names.push(`$e${index}: String!, $p${index}: String!, $r${index}: String!`);
  Object.assign(variables, { [`e${index}`]: run.project.entityName, [`p${index}`]: run.project.name, [`r${index}`]: run.name });
  return `n${index}: project(name: $p${index}, entityName: $e${index}) { run(name: $r${index}) { ${OF_RUN} } }`;
}

const runNode = (run) => ({ id: `run ${run.id}`, run });

/** An artifact version as a node of the graph. */
export const artifactNode = (artifact) => ({ id: `artifact ${artifact.id}`, artifact });

/** A run as a node of the graph: its name and where it is. */
export const startRun = (run, { entity, project }) => runNode({ ...run, project: { name: project, entityName: entity } });

function ofRun(run, direction) {
  const artifacts = nodes(direction > 0 ? run?.outputArtifacts : run?.inputArtifacts);
  return artifacts.filter(({ artifactType }) => !OWN_TYPES.test(artifactType.name)).map(artifactNode);
}

function ofArtifact(artifact, direction) {
  if (direction > 0) {
    return nodes(artifact?.usedBy).map(runNode);
  }
  return artifact?.createdBy?.__typename === "Run" ? [runNode(artifact.createdBy)] : [];
}
