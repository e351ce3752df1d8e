/** Where the content of media is kept until it is sent: the folder of a run, or an artifact. */
@NullMarked
package io.wandb4j.internal.place;

import org.jspecify.annotations.NullMarked;
