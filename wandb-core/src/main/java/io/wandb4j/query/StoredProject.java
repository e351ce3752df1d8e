package io.wandb4j.query;

import java.time.Instant;
import java.util.Optional;

/** A project as the server keeps it.
 *
 * @param entity who owns it
 * @param name its name
 * @param id by which the server knows it
 * @param createdAt when it was made, if known */
public record StoredProject(String entity, String name, String id, Optional<Instant> createdAt) {}
