package io.wandb4j.internal.transport.artifact;

/** The GraphQL operations on artifacts. */
final class ArtifactDocuments {
    static final String CREATE = """
            mutation CreateArtifact($input: CreateArtifactInput!) {
              createArtifact(input: $input) {
                artifact { id state artifactSequence { latestArtifact { id } } }
              }
            }
            """;

    static final String CREATE_MANIFEST = """
            mutation CreateArtifactManifest($artifactID: ID!, $baseArtifactID: ID, $name: String!, $digest: String!,
                $entityName: String!, $projectName: String!, $runName: String!,
                $manifestType: ArtifactManifestType!, $includeUpload: Boolean!) {
              createArtifactManifest(input: {artifactID: $artifactID, baseArtifactID: $baseArtifactID, name: $name,
                  digest: $digest, entityName: $entityName, projectName: $projectName, runName: $runName,
                  type: $manifestType}) {
                artifactManifest {
                  id
                  file { id uploadUrl @include(if: $includeUpload) uploadHeaders @include(if: $includeUpload) }
                }
              }
            }
            """;

    static final String CREATE_FILES = """
            mutation CreateArtifactFiles($input: CreateArtifactFilesInput!) {
              createArtifactFiles(input: $input) {
                files {
                  edges {
                    node {
                      storagePath
                      uploadUrl
                      uploadHeaders
                      uploadMultipartUrls { uploadID uploadUrlParts { partNumber uploadUrl } }
                      artifact { id }
                    }
                  }
                }
              }
            }
            """;

    static final String COMPLETE_MULTIPART = """
            mutation CompleteMultipartUploadArtifact($completeMultipartAction: CompleteMultipartAction!,
                $completedParts: [UploadPartsInput!]!, $artifactID: ID!, $storagePath: String!, $uploadID: String!) {
              completeMultipartUploadArtifact(input: {completeMultipartAction: $completeMultipartAction,
                  completedParts: $completedParts, artifactID: $artifactID, storagePath: $storagePath,
                  uploadID: $uploadID}) {
                digest
              }
            }
            """;

    static final String COMMIT = """
            mutation CommitArtifact($artifactID: ID!) {
              commitArtifact(input: {artifactID: $artifactID}) { artifact { id digest } }
            }
            """;

    static final String USE = """
            mutation UseArtifact($input: UseArtifactInput!) {
              useArtifact(input: $input) { artifact { id } }
            }
            """;

    static final String MANIFEST = """
            query FetchArtifactManifest($id: ID!) {
              artifact(id: $id) { currentManifest { file { directUrl } } }
            }
            """;

    static final String FILE_URLS = """
            query GetArtifactMembershipFileUrls($entity: String!, $project: String!, $collection: String!,
                $alias: String!, $cursor: String, $perPage: Int) {
              project(name: $project, entityName: $entity) {
                artifactCollection(name: $collection) {
                  __typename
                  artifactMembership(aliasName: $alias) {
                    files(after: $cursor, first: $perPage) {
                      pageInfo { endCursor hasNextPage }
                      edges { node { name directUrl } }
                    }
                  }
                }
              }
            }
            """;

    private static final String VERSION = """
            fragment Version on Artifact {
              id
              state
              versionIndex
              digest
              size
              description
              metadata
              createdAt
              ttlDurationSeconds
              fileCount
              tags { name }
              artifactType { name }
              artifactSequence { name project { name entity { name } } }
              aliases { alias artifactCollection { __typename name project { name entity { name } } } }
            }
            """;

    static final String BY_ID = """
            query ArtifactByID($id: ID!) {
              artifact(id: $id) { ...Version }
            }
            """ + VERSION;

    static final String BY_NAME = """
            query ArtifactMembershipByName($entity: String!, $project: String!, $name: String!) {
              project(name: $project, entityName: $entity) {
                artifactCollectionMembership(name: $name) {
                  versionIndex
                  aliases { alias }
                  artifactCollection { __typename name project { name entity { name } } }
                  artifact { ...Version }
                }
              }
            }
            """ + VERSION;

    static final String VERSIONS = """
            query ProjectArtifacts($entity: String!, $project: String!, $type: String!, $collection: String!,
                $cursor: String, $perPage: Int) {
              project(name: $project, entityName: $entity) {
                artifactType(name: $type) {
                  artifactCollection(name: $collection) {
                    __typename
                    artifacts(after: $cursor, first: $perPage) {
                      pageInfo { endCursor hasNextPage }
                      edges { version node { ...Version } }
                    }
                  }
                }
              }
            }
            """ + VERSION;

    static final String UPDATE_MANIFEST = """
            mutation UpdateArtifactManifest($artifactManifestID: ID!, $digest: String, $baseArtifactID: ID,
                $includeUpload: Boolean!) {
              updateArtifactManifest(input: {artifactManifestID: $artifactManifestID, digest: $digest,
                  baseArtifactID: $baseArtifactID}) {
                artifactManifest {
                  id
                  file { id uploadUrl @include(if: $includeUpload) uploadHeaders @include(if: $includeUpload) }
                }
              }
            }
            """;

    static final String CLIENT_ID = """
            query ClientIDMapping($clientID: ID!) {
              clientIDMapping(clientID: $clientID) { serverID }
            }
            """;

    static final String LOGGED = ofRun("RunOutputArtifacts", "outputArtifacts");

    static final String USED = ofRun("RunInputArtifacts", "inputArtifacts");

    private ArtifactDocuments() {}

    private static String ofRun(String operation, String field) {
        return """
               query %s($entity: String!, $project: String!, $run: String!, $cursor: String, $perPage: Int) {
                 project(name: $project, entityName: $entity) {
                   run(name: $run) {
                     artifacts: %s(after: $cursor, first: $perPage) {
                       pageInfo { endCursor hasNextPage }
                       edges { node { ...Version } }
                     }
                   }
                 }
               }
               """.formatted(operation, field) + VERSION;
    }
}
