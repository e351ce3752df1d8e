package io.wandb4j.internal.transport.artifact;

/** The GraphQL operations that change what is said of versions. */
final class ChangeDocuments {
    static final String UPDATE = """
            mutation UpdateArtifact($input: UpdateArtifactInput!) {
              result: updateArtifact(input: $input) { artifact { id } }
            }
            """;

    static final String ADD_ALIASES = """
            mutation AddAliases($input: AddAliasesInput!) {
              result: addAliases(input: $input) { success }
            }
            """;

    static final String DELETE_ALIASES = """
            mutation DeleteAliases($input: DeleteAliasesInput!) {
              result: deleteAliases(input: $input) { success }
            }
            """;

    static final String DELETE = """
            mutation DeleteArtifact($input: DeleteArtifactInput!) {
              result: deleteArtifact(input: $input) { artifact { id } }
            }
            """;

    static final String LINK = """
            mutation LinkArtifact($input: LinkArtifactInput!) {
              result: linkArtifact(input: $input) { versionIndex }
            }
            """;

    static final String UNLINK = """
            mutation UnlinkArtifact($input: UnlinkArtifactInput!) {
              result: unlinkArtifact(input: $input) { success }
            }
            """;

    static final String LINKS = """
            query FetchLinkedArtifacts($artifactID: ID!) {
              artifact(id: $artifactID) {
                artifactMemberships {
                  edges {
                    node {
                      versionIndex
                      artifactCollection { __typename name project { name entity { name } } }
                    }
                  }
                }
              }
            }
            """;

    static final String COLLECTION = """
            query ProjectArtifactCollection($entity: String!, $project: String!, $name: String!) {
              project(name: $project, entityName: $entity) {
                artifactCollection(name: $name) { __typename id }
              }
            }
            """;

    static final String ORGANIZATIONS = """
            query FetchOrgInfoFromEntity($entity: String!) {
              entity(name: $entity) {
                organization { name orgEntity { name } }
                user { organizations { name orgEntity { name } } }
              }
            }
            """;

    private ChangeDocuments() {}
}
