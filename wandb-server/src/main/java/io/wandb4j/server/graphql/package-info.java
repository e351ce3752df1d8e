/** Running GraphQL documents: schema, scalars, connections; knows no area. */
@NullMarked
package io.wandb4j.server.graphql;

import org.jspecify.annotations.NullMarked;
