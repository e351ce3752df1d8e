package io.wandb4j.server.graphql;

import static java.util.Objects.requireNonNull;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one GraphQL type as functions of the Java value behind it. */
public final class TypeFields<S> {

    private final String type;
    private final Class<S> source;
    private final Map<String, DataFetcher<?>> fetchers = new LinkedHashMap<>();

    private TypeFields(String type, Class<S> source) {
        this.type = type;
        this.source = source;
    }

    /** Starts the fields of a type whose values are of the class; fields not named are read by their names. */
    public static <S> TypeFields<S> of(String type, Class<S> source) {
        return new TypeFields<>(type, source);
    }

    /** Starts the fields of {@code Query} or {@code Mutation}. */
    public static TypeFields<Object> root(String type) {
        return new TypeFields<>(type, Object.class);
    }

    /** A field that needs the value alone. */
    public TypeFields<S> field(String name, Function<S, ? extends @Nullable Object> value) {
        return field(name, (from, environment) -> value.apply(from));
    }

    /** A field that also needs its arguments or the {@link Caller}. */
    public TypeFields<S> field(String name, BiFunction<S, DataFetchingEnvironment, ? extends @Nullable Object> value) {
        fetchers.put(name, environment -> value.apply(from(environment), environment));
        return this;
    }

    /** A field of {@code Query} or {@code Mutation}. */
    public TypeFields<S> call(String name, Function<DataFetchingEnvironment, ? extends @Nullable Object> value) {
        fetchers.put(name, value::apply);
        return this;
    }

    /** Adds the fields to the wiring. */
    public void addTo(RuntimeWiring.Builder wiring) {
        wiring.type(type, builder -> {
            fetchers.forEach(builder::dataFetcher);
            return builder;
        });
    }

    private S from(DataFetchingEnvironment environment) {
        return source.cast(requireNonNull(environment.<Object>getSource(), type));
    }
}
