/** How a run is set up: settings, where they come from and which source wins. */
@NullMarked
package io.wandb4j.settings;

import org.jspecify.annotations.NullMarked;
