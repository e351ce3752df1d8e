package io.wandb4j.server.graphql;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps parsed and validated documents: clients send the same few over and over. */
final class DocumentCache implements PreparsedDocumentProvider {

    private static final int CAPACITY = 300;
    private static final int LONGEST = 50_000;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, PreparsedDocumentEntry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PreparsedDocumentEntry> eldest) {
            return size() > CAPACITY;
        }
    };

    @Override
    public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
            ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
        PreparsedDocumentEntry entry = get(input.getQuery());
        if (entry == null) {
            entry = parse.apply(input);
            put(input.getQuery(), entry);
        }
        return CompletableFuture.completedFuture(entry);
    }

    private @Nullable PreparsedDocumentEntry get(String document) {
        synchronized (lock) {
            return entries.get(document);
        }
    }

    private void put(String document, PreparsedDocumentEntry entry) {
        if (entry.hasErrors() || document.length() > LONGEST) {
            return;
        }
        synchronized (lock) {
            entries.put(document, entry);
        }
    }
}
