package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;

/** How JSON values compare: numbers as numbers, texts as texts, and runs without the value last. */
final class Values {

    private Values() {}

    static boolean same(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? compareNumbers(a, b) == 0 : a.equals(b);
    }

    static boolean isComparable(JsonNode a, JsonNode b) {
        return rank(a) == rank(b) && rank(a) < 3;
    }

    /** An order of all values; those that have none, NaN among them, come last. */
    static int compare(JsonNode a, JsonNode b) {
        if (rank(a) != rank(b)) {
            return Integer.compare(rank(a), rank(b));
        }
        return switch (rank(a)) {
            case 0 -> compareNumbers(a, b);
            case 1 -> a.textValue().compareTo(b.textValue());
            case 2 -> Boolean.compare(a.booleanValue(), b.booleanValue());
            default -> 0;
        };
    }

    static boolean isOrdered(JsonNode node) {
        return rank(node) < 3;
    }

    private static int rank(JsonNode node) {
        if (node.isNumber()) {
            return Double.isNaN(node.doubleValue()) ? 3 : 0;
        }
        if (node.isTextual()) {
            return 1;
        }
        return node.isBoolean() ? 2 : 3;
    }

    private static int compareNumbers(JsonNode a, JsonNode b) {
        if (a.isIntegralNumber() && b.isIntegralNumber()) {
            return a.bigIntegerValue().compareTo(b.bigIntegerValue());
        }
        return Double.compare(a.doubleValue(), b.doubleValue());
    }
}
