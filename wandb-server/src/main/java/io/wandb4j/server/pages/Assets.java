package io.wandb4j.server.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the pages: our own, and the chart library out of its jar. Each is read once. */
final class Assets {

    private static final String CHARTS = "echarts.js";
    private static final Pattern NAMES = Pattern.compile("([a-z0-9-]+/)*[a-z0-9-]+\\.(js|css|svg)");

    private final Map<String, Asset> loaded = new ConcurrentHashMap<>();
    private final String charts;

    Assets() {
        Properties properties = new Properties();
        try (InputStream stream = open("charts.properties").orElseThrow()) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.charts = properties.getProperty("file");
    }

    /** The file that pages know by this name. */
    Optional<Asset> find(String name) {
        if (!NAMES.matcher(name).matches()) {
            return Optional.empty();
        }
        return load(name.equals(CHARTS) ? charts : "static/" + name);
    }

    /** The frame that every page starts from. */
    Asset shell() {
        return load("shell.html").orElseThrow();
    }

    private Optional<Asset> load(String resource) {
        Asset known = loaded.get(resource);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Asset> fresh = read(resource);
        fresh.ifPresent(asset -> loaded.put(resource, asset));
        return fresh;
    }

    private static Optional<Asset> read(String resource) {
        Optional<InputStream> found = open(resource);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream stream = found.get()) {
            return Optional.of(Asset.of(resource, stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<InputStream> open(String resource) {
        return Optional.ofNullable(Assets.class.getResourceAsStream(resource));
    }
}
