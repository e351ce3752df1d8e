package io.wandb4j.server.auth;

/** Someone who may use the server; the name is also the entity that owns this user's projects. */
public record User(long id, String name) {}
