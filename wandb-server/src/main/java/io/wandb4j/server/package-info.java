/**
 * The local W&amp;B-compatible server: the one door.
 *
 * <p>The packages below it, floor to roof; each imports only those named before it: {@code errors}, {@code json},
 * {@code db}, {@code blob}, {@code auth}, {@code graphql}, {@code http}, {@code run}, {@code api}, then the areas built
 * on them ({@code artifact}, {@code sweep}, {@code pages}), then this one.
 */
@NullMarked
package io.wandb4j.server;

import org.jspecify.annotations.NullMarked;
