/** What clients ask about users, projects and runs. */
@NullMarked
package io.wandb4j.server.api;

import org.jspecify.annotations.NullMarked;
