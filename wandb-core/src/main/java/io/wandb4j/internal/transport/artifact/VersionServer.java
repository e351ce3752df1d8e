package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactEdit;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.artifact.ArtifactServer;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Download;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.artifact.TimeToLive;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What versions ask the server for. */
final class VersionServer implements ArtifactServer {
    private final ApiClient client;
    private final Settings settings;
    private final Artifacts artifacts;
    private final ArtifactDownloader downloader;

    VersionServer(ApiClient client, Settings settings, ArtifactCache cache, Artifacts artifacts) {
        this.client = client;
        this.settings = settings;
        this.artifacts = artifacts;
        this.downloader = new ArtifactDownloader(client, cache, new ReferenceFetch(cache, settings, this::byId));
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Manifest manifest(ArtifactVersion version) {
        JsonNode data = client.graphql("FetchArtifactManifest", ArtifactDocuments.MANIFEST, Map.of("id", version.id()));
        String url = data.at("/artifact/currentManifest/file/directUrl").asText("");
        if (url.isEmpty()) {
            throw CommunicationException.rejected(0, "artifact " + version + " has no manifest", null);
        }
        byte[] json = client.read(url, "the manifest of artifact " + version);
        Manifest manifest = Manifest.parse(json);
        KnownVersions.of(settings).noteManifest(version.id(), json);
        return manifest;
    }

    @Override
    public void download(ArtifactVersion version, Download download) {
        downloader.download(version, version.manifest(), download);
    }

    @Override
    public ArtifactVersion byId(String id) {
        return artifacts.byId(id);
    }

    @Override
    public ArtifactVersion change(ArtifactVersion version, ArtifactEdit edit) {
        Map<String, @Nullable Object> input = input(version);
        input.put("description", edit.description().orElse(null));
        input.put("metadata", edit.metadata().map(Json::write).orElse(null));
        input.put(
                "ttlDurationSeconds",
                edit.timeToLive().equals(TimeToLive.UNCHANGED)
                        ? null
                        : edit.timeToLive().seconds());
        input.put("tagsToAdd", tags(edit.addedTags()));
        input.put("tagsToDelete", tags(edit.removedTags()));
        if (edit.description().isPresent()
                || edit.metadata().isPresent()
                || !edit.timeToLive().equals(TimeToLive.UNCHANGED)
                || !edit.addedTags().isEmpty()
                || !edit.removedTags().isEmpty()) {
            change("UpdateArtifact", ChangeDocuments.UPDATE, input);
        }
        changeAliases("AddAliases", ChangeDocuments.ADD_ALIASES, version, edit.addedAliases());
        changeAliases("DeleteAliases", ChangeDocuments.DELETE_ALIASES, version, edit.removedAliases());
        return again(version);
    }

    @Override
    public void delete(ArtifactVersion version, boolean withAliases) {
        Map<String, @Nullable Object> input = input(version);
        input.put("deleteAliases", withAliases);
        change("DeleteArtifact", ChangeDocuments.DELETE, input);
    }

    @Override
    public ArtifactVersion link(ArtifactVersion version, ArtifactPath target, List<String> aliases) {
        String project = target.project().orElseGet(settings::project);
        String source = version.source().entity().orElse(version.entity());
        String entity = Organizations.isRegistry(project)
                ? new Organizations(client).entityOf(source, target.entity())
                : target.entity().orElse(source);
        Map<String, @Nullable Object> input = input(version);
        input.put("artifactPortfolioName", target.name());
        input.put("entityName", entity);
        input.put("projectName", project);
        input.put(
                "aliases",
                aliases.stream()
                        .map(alias -> Map.of("artifactCollectionName", target.name(), "alias", alias))
                        .toList());
        String index = change("LinkArtifact", ChangeDocuments.LINK, input)
                .path("versionIndex")
                .asText();
        return artifacts.find(new ArtifactPath(Optional.of(entity), Optional.of(project), target.name(), "v" + index));
    }

    @Override
    public void unlink(ArtifactVersion link) {
        String collection = client.graphql(
                        "ProjectArtifactCollection",
                        ChangeDocuments.COLLECTION,
                        Map.of("entity", link.entity(), "project", link.project(), "name", link.name()))
                .at("/project/artifactCollection/id")
                .asText();
        Map<String, @Nullable Object> input = input(link);
        input.put("artifactPortfolioID", collection);
        change("UnlinkArtifact", ChangeDocuments.UNLINK, input);
    }

    @Override
    public List<ArtifactVersion> links(ArtifactVersion version) {
        JsonNode edges = client.graphql(
                        "FetchLinkedArtifacts", ChangeDocuments.LINKS, Map.of("artifactID", version.id()))
                .at("/artifact/artifactMemberships/edges");
        List<ArtifactVersion> links = new ArrayList<>();
        for (JsonNode edge : edges) {
            JsonNode collection = edge.at("/node/artifactCollection");
            if (collection.path("__typename").asText().equals("ArtifactPortfolio")) {
                links.add(artifacts.find(new ArtifactPath(
                        Optional.of(collection.at("/project/entity/name").asText()),
                        Optional.of(collection.at("/project/name").asText()),
                        collection.path("name").asText(),
                        "v" + edge.at("/node/versionIndex").asText())));
            }
        }
        return links;
    }

    private void changeAliases(String operation, String document, ArtifactVersion version, List<String> aliases) {
        if (aliases.isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> input = input(version);
        input.put(
                "aliases",
                aliases.stream()
                        .map(alias -> Map.of(
                                "entityName", version.entity(),
                                "projectName", version.project(),
                                "artifactCollectionName", version.name(),
                                "alias", alias))
                        .toList());
        change(operation, document, input);
    }

    private JsonNode change(String operation, String document, Map<String, @Nullable Object> input) {
        return client.graphql(operation, document, Map.of("input", input)).path("result");
    }

    private ArtifactVersion again(ArtifactVersion version) {
        return artifacts.find(new ArtifactPath(
                Optional.of(version.entity()), Optional.of(version.project()), version.name(), version.version()));
    }

    private static Map<String, @Nullable Object> input(ArtifactVersion version) {
        Map<String, @Nullable Object> input = new LinkedHashMap<>();
        input.put("artifactID", version.id());
        return input;
    }

    private static List<Map<String, String>> tags(List<String> tags) {
        return tags.stream().map(tag -> Map.of("tagName", tag)).toList();
    }
}
