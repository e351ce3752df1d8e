package io.wandb4j.query;

/** The GraphQL operations that read back. */
final class QueryDocuments {
    static final String VIEWER = """
        query GetDefaultEntity { viewer { id entity } }
        """;

    static final String PROJECT = """
        query GetProject($name: String!, $entity: String!) {
          project(name: $name, entityName: $entity) { id name entityName createdAt }
        }
        """;

    private static final String RUN_FIELDS = """
        fragment RunFields on Run {
          id
          projectId
          name
          displayName
          sweepName
          state
          config
          summaryMetrics
          group
          jobType
          tags
          notes
          createdAt
          heartbeatAt
          historyLineCount
          user { username }
        }
        """;

    static final String RUNS = """
        query Runs($project: String!, $entity: String!, $cursor: String, $perPage: Int, $order: String,
            $filters: JSONString) {
          project(name: $project, entityName: $entity) {
            runs(filters: $filters, after: $cursor, first: $perPage, order: $order) {
              edges { cursor node { ...RunFields } }
              pageInfo { endCursor hasNextPage }
            }
          }
        }
        """ + RUN_FIELDS;

    static final String RUN = """
        query Run($project: String!, $entity: String!, $name: String!) {
          project(name: $project, entityName: $entity) { run(name: $name) { ...RunFields } }
        }
        """ + RUN_FIELDS;

    static final String FULL_HISTORY = """
        query RunFullHistory($project: String!, $entity: String!, $name: String!, $samples: Int) {
          project(name: $project, entityName: $entity) { run(name: $name) { history(samples: $samples) } }
        }
        """;

    static final String SAMPLED_HISTORY = """
        query RunSampledHistory($project: String!, $entity: String!, $name: String!, $specs: [JSONString!]!) {
          project(name: $project, entityName: $entity) { run(name: $name) { sampledHistory(specs: $specs) } }
        }
        """;

    static final String HISTORY_KEYS = """
        query RunHistoryKeys($project: String!, $entity: String!, $name: String!) {
          project(name: $project, entityName: $entity) { run(name: $name) { historyKeys } }
        }
        """;

    static final String HISTORY_PAGE = """
        query HistoryPage($entity: String!, $project: String!, $run: String!, $minStep: Int64!, $maxStep: Int64!,
            $pageSize: Int!) {
          project(name: $project, entityName: $entity) {
            run(name: $run) { history(minStep: $minStep, maxStep: $maxStep, samples: $pageSize) }
          }
        }
        """;

    static final String EVENTS = """
        query RunFullHistory($project: String!, $entity: String!, $name: String!, $samples: Int) {
          project(name: $project, entityName: $entity) { run(name: $name) { events(samples: $samples) } }
        }
        """;

    static final String CONSOLE = """
        query RunConsoleLogPage($entity: String!, $project: String!, $name: String!, $first: Int, $after: String) {
          project(name: $project, entityName: $entity) {
            run(name: $name) {
              logLines(first: $first, after: $after, useImprovedPagination: true) {
                edges { node { number timestamp level label line } }
                pageInfo { endCursor hasNextPage }
              }
            }
          }
        }
        """;

    static final String CONSOLE_TAIL = """
        query RunConsoleLogTail($entity: String!, $project: String!, $name: String!, $last: Int!) {
          project(name: $project, entityName: $entity) {
            run(name: $name) { logLines(last: $last) { edges { node { number timestamp level label line } } } }
          }
        }
        """;

    static final String UPDATE = """
        mutation UpsertBucket($id: String!, $displayName: String, $notes: String, $tags: [String!],
            $config: JSONString, $summaryMetrics: JSONString, $groupName: String, $jobType: String) {
          upsertBucket(input: {id: $id, displayName: $displayName, notes: $notes, tags: $tags, config: $config,
              summaryMetrics: $summaryMetrics, groupName: $groupName, jobType: $jobType}) { bucket { id } }
        }
        """;

    static final String STOP = """
        mutation StopRun($id: ID!) { stopRun(input: {id: $id}) { success } }
        """;

    static final String DELETE = """
        mutation DeleteRun($id: ID!, $deleteArtifacts: Boolean) {
          deleteRun(input: {id: $id, deleteArtifacts: $deleteArtifacts}) { clientMutationId }
        }
        """;

    static final String DELETE_FILES = """
        mutation deleteFiles($files: [ID!]!, $projectId: Int) {
          deleteFiles(input: {files: $files, projectId: $projectId}) { success }
        }
        """;

    static final String FILES = """
        query RunFiles($project: String!, $entity: String!, $name: String!, $fileCursor: String, $fileLimit: Int,
            $fileNames: [String]) {
          project(name: $project, entityName: $entity) {
            run(name: $name) {
              files(names: $fileNames, after: $fileCursor, first: $fileLimit) {
                edges { cursor node { id name url directUrl sizeBytes mimetype updatedAt md5 } }
                pageInfo { endCursor hasNextPage }
              }
            }
          }
        }
        """;

    static final String SWEEP = """
        query GetSweep($name: String!, $project: String, $entity: String) {
          project(name: $project, entityName: $entity) {
            sweep(sweepName: $name) { id name displayName method state description bestLoss config createdAt runCount }
          }
        }
        """;

    static final String CHANGE_SWEEP = """
        mutation UpsertSweep($id: ID, $state: String, $config: String, $entityName: String, $projectName: String) {
          upsertSweep(input: {id: $id, state: $state, config: $config, entityName: $entityName,
              projectName: $projectName}) { sweep { name } }
        }
        """;

    private QueryDocuments() {}
}
