/** What can go wrong: one unchecked root, leaves by cause. */
@NullMarked
package io.wandb4j.errors;

import org.jspecify.annotations.NullMarked;
