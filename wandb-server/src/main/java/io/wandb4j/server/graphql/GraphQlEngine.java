package io.wandb4j.server.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The whole schema, put together from its areas, and the execution of documents on it. */
public final class GraphQlEngine {

    private static final int MAX_DEPTH = 30;
    private static final int MAX_FIELDS = 2_000;
    private static final int NOT_FOUND = 404;

    private final GraphQL graphQl;

    private GraphQlEngine(GraphQL graphQl) {
        this.graphQl = graphQl;
    }

    /** Builds the schema from the areas' files, named without folder and suffix, and their resolvers. */
    public static GraphQlEngine of(List<String> schemaFiles, List<? extends Wiring> wirings) {
        TypeDefinitionRegistry types = new TypeDefinitionRegistry();
        schemaFiles.forEach(file -> types.merge(read(file)));
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
        Scalars.addTo(wiring);
        wirings.forEach(area -> area.addTo(wiring));
        GraphQL graphQl = GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(types, wiring.build()))
                .defaultDataFetcherExceptionHandler(new ClientErrors())
                .preparsedDocumentProvider(new DocumentCache())
                .instrumentation(new ChainedInstrumentation(
                        new MaxQueryDepthInstrumentation(MAX_DEPTH), new MaxQueryComplexityInstrumentation(MAX_FIELDS)))
                .build();
        return new GraphQlEngine(graphQl);
    }

    /** Runs a document for a caller. */
    public Answer run(
            String document, @Nullable String operation, Map<String, @Nullable Object> variables, Caller caller) {
        ExecutionInput input = ExecutionInput.newExecutionInput(document)
                .operationName(operation)
                .variables(variables)
                .graphQLContext(Map.of(Caller.class, caller))
                .build();
        ExecutionResult result = graphQl.execute(input);
        return new Answer(status(result), result.toSpecification());
    }

    // The clients retry 5xx for hours and take 4xx as final, and so errors under 200: a document that can never run
    // must
    // be a 400, and one that may run in a moment a 503.
    private static int status(ExecutionResult result) {
        if (!result.isDataPresent()) {
            return 400;
        }
        if (has(result, ClientErrors.UNAVAILABLE)) {
            return ClientErrors.UNAVAILABLE;
        }
        return has(result, NOT_FOUND) ? NOT_FOUND : 200;
    }

    private static boolean has(ExecutionResult result, int status) {
        return result.getErrors().stream()
                .map(GraphQLError::getExtensions)
                .anyMatch(more -> more != null && Objects.equals(more.get(ClientErrors.STATUS), status));
    }

    private static TypeDefinitionRegistry read(String file) {
        String resource = "/graphql/" + file + ".graphqls";
        try (InputStream stream = GraphQlEngine.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no " + resource + " on the class path");
            }
            Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
            return new SchemaParser().parse(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The HTTP status and the body of an answer. */
    public record Answer(int status, Map<String, Object> body) {}
}
