/** Artifacts: versions of files under names, their manifests, aliases and lineage. */
@NullMarked
package io.wandb4j.server.artifact;

import org.jspecify.annotations.NullMarked;
