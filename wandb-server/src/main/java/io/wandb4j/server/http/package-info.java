/** Web requests: who may ask, login, and the GraphQL route. */
@NullMarked
package io.wandb4j.server.http;

import org.jspecify.annotations.NullMarked;
