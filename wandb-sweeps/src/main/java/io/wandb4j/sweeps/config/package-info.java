/** The sweep configuration: read, checked as a whole, and typed. */
@NullMarked
package io.wandb4j.sweeps.config;

import org.jspecify.annotations.NullMarked;
