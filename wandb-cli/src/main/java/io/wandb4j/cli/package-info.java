/** The command line, one class per command. */
@NullMarked
package io.wandb4j.cli;

import org.jspecify.annotations.NullMarked;
