/** The dashboard: pages and what they load, all from this server. */
@NullMarked
package io.wandb4j.server.pages;

import org.jspecify.annotations.NullMarked;
