/** What a program prints, as the lines that a terminal would show. */
@NullMarked
package io.wandb4j.internal.console;

import org.jspecify.annotations.NullMarked;
