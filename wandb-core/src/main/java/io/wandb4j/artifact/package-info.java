/** Versioned files and folders: manifests, digests, the cache; no network. */
@NullMarked
package io.wandb4j.artifact;

import org.jspecify.annotations.NullMarked;
