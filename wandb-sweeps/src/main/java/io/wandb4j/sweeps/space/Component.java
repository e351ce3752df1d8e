package io.wandb4j.sweeps.space;

import io.wandb4j.sweeps.config.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A component of a record as a parameter.
 *
 * @param name the parameter's name
 * @param kind how the component's values are written and read */
record Component(String name, Parameter parameter, Kind kind) {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** @throws IllegalArgumentException if it does not say what its values are */
    static Component of(RecordComponent component) {
        Named named = component.getAnnotation(Named.class);
        String name = named == null
                ? HUMP.matcher(component.getName()).replaceAll("_").toLowerCase(Locale.ROOT)
                : named.value();
        Kind kind = Kind.of(component.getType());
        return new Component(name, parameter(component, kind), kind);
    }

    Object read(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("there is no value");
        }
        return kind.read(value);
    }

    private static Parameter parameter(RecordComponent component, Kind kind) {
        Range range = component.getAnnotation(Range.class);
        OneOf choice = component.getAnnotation(OneOf.class);
        Normal normal = component.getAnnotation(Normal.class);
        Beta beta = component.getAnnotation(Beta.class);
        Fixed fixed = component.getAnnotation(Fixed.class);
        if (range != null) {
            return range(range, kind);
        }
        if (choice != null) {
            return choice(choice, kind);
        }
        if (normal != null) {
            return normal(normal, kind);
        }
        if (beta != null) {
            Number step = kind.step(beta.step());
            return step == null ? Parameter.beta(beta.a(), beta.b()) : Parameter.qBeta(beta.a(), beta.b(), step);
        }
        return fixed != null ? Parameter.value(kind.parse(fixed.value())) : kind.implied();
    }

    private static Parameter range(Range range, Kind kind) {
        Number step = kind.step(range.step());
        if (kind.isWhole() && (range.min() != Math.rint(range.min()) || range.max() != Math.rint(range.max()))) {
            throw new IllegalArgumentException("is a whole number, but its range has a bound that is not");
        }
        if (range.log()) {
            return step == null
                    ? Parameter.logUniformValues(range.min(), range.max())
                    : Parameter.qLogUniformValues(range.min(), range.max(), step);
        }
        if (kind.isWhole() && range.step() == 0) {
            return Parameter.intUniform((long) range.min(), (long) range.max());
        }
        return step == null
                ? Parameter.uniform(range.min(), range.max())
                : Parameter.qUniform(range.min(), range.max(), step);
    }

    private static Parameter choice(OneOf choice, Kind kind) {
        List<Object> values = Arrays.stream(choice.value()).map(kind::parse).toList();
        return choice.probabilities().length == 0
                ? Parameter.values(values)
                : Parameter.values(
                        values, Arrays.stream(choice.probabilities()).boxed().toList());
    }

    private static Parameter normal(Normal normal, Kind kind) {
        Number step = kind.step(normal.step());
        if (normal.log()) {
            return step == null
                    ? Parameter.logNormal(normal.mu(), normal.sigma())
                    : Parameter.qLogNormal(normal.mu(), normal.sigma(), step);
        }
        return step == null
                ? Parameter.normal(normal.mu(), normal.sigma())
                : Parameter.qNormal(normal.mu(), normal.sigma(), step);
    }

    /** Types that a component may have. */
    sealed interface Kind {
        /** The value as a record holds it. */
        Object read(Object value);

        /** The value of a text, as a configuration holds it. */
        Object parse(String text);

        /** The parameter of a component that says nothing more. */
        Parameter implied();

        /** Whether only whole numbers fit. */
        default boolean isWhole() {
            return false;
        }

        /** The step of numbers; null for none. */
        default @Nullable Number step(double step) {
            throw new IllegalArgumentException("is not a number, as its annotation wants; use @OneOf");
        }

        static Kind of(Class<?> type) {
            if (type == String.class) {
                return new Text();
            }
            if (type == boolean.class || type == Boolean.class) {
                return new Truth();
            }
            if (type.isEnum()) {
                return new Constants(type);
            }
            if (type.isRecord()) {
                return new Group(SearchSpace.of(type.asSubclass(Record.class)));
            }
            return Figure.of(type);
        }
    }

    /** Numbers. */
    private record Figure(Class<?> type, boolean isWhole) implements Kind {
        private static final Map<Class<?>, Boolean> WHOLE = Map.of(
                int.class,
                true,
                Integer.class,
                true,
                long.class,
                true,
                Long.class,
                true,
                double.class,
                false,
                Double.class,
                false,
                float.class,
                false,
                Float.class,
                false);

        static Figure of(Class<?> type) {
            Boolean whole = WHOLE.get(type);
            if (whole == null) {
                throw new IllegalArgumentException("has a type that no parameter has: " + type.getSimpleName()
                        + "; allowed: int, long, float, double, boolean, String, enums and records");
            }
            return new Figure(type, whole);
        }

        @Override
        public Object read(Object value) {
            if (!(value instanceof Number number)) {
                throw new IllegalArgumentException("\"" + value + "\" is not a number");
            }
            if (isWhole && number.doubleValue() != Math.rint(number.doubleValue())) {
                throw new IllegalArgumentException(value + " is not a whole number");
            }
            if (type == int.class || type == Integer.class) {
                return Math.toIntExact(number.longValue());
            }
            if (type == float.class || type == Float.class) {
                return number.floatValue();
            }
            return isWhole ? (Object) number.longValue() : (Object) number.doubleValue();
        }

        @Override
        public Object parse(String text) {
            return isWhole ? (Object) Long.valueOf(text) : (Object) Double.valueOf(text);
        }

        @Override
        public Parameter implied() {
            throw new IllegalArgumentException(
                    "does not say what its values are; annotate it with @Range, @OneOf, @Normal, @Beta or @Fixed");
        }

        @Override
        public @Nullable Number step(double step) {
            if (isWhole) {
                return Math.max(1, (long) step);
            }
            return step == 0 ? null : step;
        }
    }

    /** Strings. */
    private record Text() implements Kind {
        @Override
        public Object read(Object value) {
            return value.toString();
        }

        @Override
        public Object parse(String text) {
            return text;
        }

        @Override
        public Parameter implied() {
            throw new IllegalArgumentException("does not say what its values are; annotate it with @OneOf or @Fixed");
        }
    }

    /** Booleans. */
    private record Truth() implements Kind {
        @Override
        public Object read(Object value) {
            if (value instanceof Boolean) {
                return value;
            }
            throw new IllegalArgumentException("\"" + value + "\" is neither true nor false");
        }

        @Override
        public Object parse(String text) {
            return Boolean.valueOf(text);
        }

        @Override
        public Parameter implied() {
            return Parameter.values(true, false);
        }
    }

    /** Constants of an enum, by their names. */
    private record Constants(Class<?> type) implements Kind {
        @Override
        public Object read(Object value) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(value)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("\"" + value + "\" is not one of " + names());
        }

        @Override
        public Object parse(String text) {
            return ((Enum<?>) read(text)).name();
        }

        @Override
        public Parameter implied() {
            return Parameter.values(names());
        }

        private List<String> names() {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList();
        }
    }

    /** Records within the record. */
    private record Group(SearchSpace<?> space) implements Kind {
        @Override
        public Object read(Object value) {
            if (!(value instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("\"" + value + "\" is not a group of values");
            }
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, inner) -> values.put(String.valueOf(key), inner));
            return space.read(values);
        }

        @Override
        public Object parse(String text) {
            throw new IllegalArgumentException("is a group of parameters; annotate its components instead");
        }

        @Override
        public Parameter implied() {
            return Parameter.nested(space.parameters());
        }
    }
}
