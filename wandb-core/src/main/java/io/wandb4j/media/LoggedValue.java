package io.wandb4j.media;

import java.util.Map;

/** A value that a row holds as one JSON object of its own kind, such as a {@link Histogram}. Immutable. */
public interface LoggedValue {
    /** The object as the protocol spells it, with its {@code _type}. */
    Map<String, Object> toJson();
}
