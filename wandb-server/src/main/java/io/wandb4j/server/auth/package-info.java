/** Users, their keys, and the sessions of the pages. */
@NullMarked
package io.wandb4j.server.auth;

import org.jspecify.annotations.NullMarked;
