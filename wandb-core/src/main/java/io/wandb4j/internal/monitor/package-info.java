/** What the machine is doing, and what it is: system metrics, hardware, the program, its repository and its libraries. */
@NullMarked
package io.wandb4j.internal.monitor;

import org.jspecify.annotations.NullMarked;
