/** Charts of tables, drawn by presets of the server. */
@NullMarked
package io.wandb4j.chart;

import org.jspecify.annotations.NullMarked;
