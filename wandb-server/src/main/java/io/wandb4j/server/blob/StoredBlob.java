package io.wandb4j.server.blob;

/** Bytes that were stored: the id to find them by, their size, and their MD5 in Base64 as W&amp;B writes digests. */
public record StoredBlob(String id, long size, String md5) {}
