package io.wandb4j.server.graphql;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.errors.RequestException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a resolver threw into an error for the client; only messages meant for clients leave the server. */
final class ClientErrors implements DataFetcherExceptionHandler {

    static final String STATUS = "status";
    static final int UNAVAILABLE = 503;

    private static final Logger log = LoggerFactory.getLogger(ClientErrors.class);

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters thrown) {
        GraphQLError error = GraphqlErrorBuilder.newError(thrown.getDataFetchingEnvironment())
                .errorType(ErrorType.DataFetchingException)
                .message("%s", message(thrown))
                .extensions(Map.of(STATUS, status(thrown.getException())))
                .build();
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    private static String message(DataFetcherExceptionHandlerParameters thrown) {
        Throwable cause = thrown.getException();
        if (cause instanceof RequestException) {
            return String.valueOf(cause.getMessage());
        }
        log.error("GraphQL field {} failed", thrown.getPath(), cause);
        return "internal error in " + thrown.getPath() + "; the server's log says more";
    }

    private static int status(Throwable cause) {
        if (cause instanceof RequestException refused) {
            return refused.reason().status();
        }
        return Database.isTemporary(cause) ? UNAVAILABLE : 500;
    }
}
