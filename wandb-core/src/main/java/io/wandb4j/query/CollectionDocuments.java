package io.wandb4j.query;

/** The GraphQL operations on collections and types of artifacts, and on who made and used versions. */
final class CollectionDocuments {
    static final String TYPES = """
        query ProjectArtifactTypes($entity: String!, $project: String!, $cursor: String, $perPage: Int) {
          project(name: $project, entityName: $entity) {
            artifactTypes(after: $cursor, first: $perPage) {
              edges { cursor node { name } }
              pageInfo { endCursor hasNextPage }
            }
          }
        }
        """;

    private static final String FIELDS = """
        fragment CollectionFields on ArtifactCollection {
          __typename
          id
          name
          description
          createdAt
          type: defaultArtifactType { name }
          project { name entity { name } }
          tags { edges { node { name } } }
          aliases { edges { node { alias } } }
        }
        """;

    static final String OF_TYPE = """
        query ArtifactTypeArtifactCollections($entity: String!, $project: String!, $type: String!, $cursor: String,
            $perPage: Int) {
          project(name: $project, entityName: $entity) {
            artifactType(name: $type) {
              artifactCollections(after: $cursor, first: $perPage) {
                edges { cursor node { ...CollectionFields } }
                pageInfo { endCursor hasNextPage }
              }
            }
          }
        }
        """ + FIELDS;

    static final String ONE = """
        query ProjectArtifactCollection($entity: String!, $project: String!, $name: String!) {
          project(name: $project, entityName: $entity) {
            artifactCollection(name: $name) { ...CollectionFields }
          }
        }
        """ + FIELDS;

    static final String UPDATE_SEQUENCE = """
        mutation UpdateArtifactSequence($input: UpdateArtifactSequenceInput!) {
          result: updateArtifactSequence(input: $input) { artifactCollection { id } }
        }
        """;

    static final String UPDATE_PORTFOLIO = """
        mutation UpdateArtifactPortfolio($input: UpdateArtifactPortfolioInput!) {
          result: updateArtifactPortfolio(input: $input) { artifactCollection { id } }
        }
        """;

    static final String MOVE = """
        mutation UpdateArtifactSequenceType($input: MoveArtifactSequenceInput!) {
          result: moveArtifactSequence(input: $input) { artifactCollection { id } }
        }
        """;

    static final String DELETE_SEQUENCE = """
        mutation DeleteArtifactSequence($input: DeleteArtifactSequenceInput!) {
          result: deleteArtifactSequence(input: $input) { artifactCollection { id } }
        }
        """;

    static final String DELETE_PORTFOLIO = """
        mutation DeleteArtifactPortfolio($input: DeleteArtifactPortfolioInput!) {
          result: deleteArtifactPortfolio(input: $input) { artifactCollection { id } }
        }
        """;

    static final String ADD_TAGS = """
        mutation AddArtifactCollectionTags($input: CreateArtifactCollectionTagAssignmentsInput!) {
          result: createArtifactCollectionTagAssignments(input: $input) { tags { name } }
        }
        """;

    static final String DELETE_TAGS = """
        mutation DeleteArtifactCollectionTags($input: DeleteArtifactCollectionTagAssignmentsInput!) {
          result: deleteArtifactCollectionTagAssignments(input: $input) { success }
        }
        """;

    static final String USED_BY = """
        query ArtifactUsedBy($id: ID!) {
          artifact(id: $id) { usedBy { edges { node { name project { name entityName } } } } }
        }
        """;

    static final String CREATED_BY = """
        query ArtifactCreatedBy($id: ID!) {
          artifact(id: $id) {
            createdBy { __typename ... on Run { name project { name entityName } } }
          }
        }
        """;

    private CollectionDocuments() {}
}
