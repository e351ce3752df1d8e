package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;

/** The values of a thing under the names that filters use. */
public interface Fields {

    /** The value of a field; a missing node when there is none. */
    JsonNode value(String field);
}
