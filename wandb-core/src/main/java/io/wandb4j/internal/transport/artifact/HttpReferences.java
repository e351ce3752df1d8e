package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Reference;
import io.wandb4j.artifact.ReferenceStore;
import io.wandb4j.artifact.ReferenceStores;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.transport.PublicHttp;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Web addresses: the entity tag stands for the content. Where there is none, the address itself does, as with the official
 * client, and only a change of size is noticed. */
public final class HttpReferences implements ReferenceStore {
    @Override
    public boolean holds(String uri) {
        return List.of("http", "https").contains(Reference.schemeOf(uri));
    }

    @Override
    public List<ArtifactEntry> entries(Reference reference, Settings settings) {
        String path = reference.path().orElseGet(() -> name(reference.uri()));
        if (!reference.checked()) {
            return List.of(ReferenceStores.addressOnly(path, reference.uri()));
        }
        try (PublicHttp http = PublicHttp.open(settings)) {
            PublicHttp.Answer answer = http.look("GET", reference.uri(), Map.of());
            Map<String, Object> extra = new LinkedHashMap<>();
            answer.entityTag().ifPresent(tag -> extra.put("etag", tag));
            return List.of(new ArtifactEntry(
                    path,
                    digest(answer),
                    answer.size().orElse(0L),
                    Optional.of(answer.url()),
                    extra,
                    Optional.empty(),
                    Optional.empty()));
        }
    }

    @Override
    public void fetch(ArtifactEntry entry, Path file, Settings settings) {
        String uri = entry.reference().orElseThrow();
        try (PublicHttp http = PublicHttp.open(settings)) {
            http.fetch(uri, Map.of(), answer -> refuseChanged(entry, answer), file);
        }
    }

    private static void refuseChanged(ArtifactEntry entry, PublicHttp.Answer answer) {
        boolean addressOnly = entry.digest().equals(entry.reference().orElse(""));
        if (!addressOnly && !digest(answer).equals(entry.digest())) {
            throw changed(entry, "'" + entry.digest() + "'", "'" + digest(answer) + "'");
        }
        long size = answer.size().orElse(entry.size());
        if (entry.size() > 0 && size != entry.size()) { // all that is known where a server gives no entity tag
            throw changed(entry, entry.size() + " bytes", size + " bytes");
        }
    }

    private static UsageException changed(ArtifactEntry entry, String before, String now) {
        return new UsageException("'" + entry.path() + "' cannot be fetched: what lies at "
                + entry.reference().orElse("") + " has changed from " + before + " to " + now);
    }

    private static String digest(PublicHttp.Answer answer) {
        return answer.entityTag().map(HttpReferences::withoutQuotes).orElse(answer.url());
    }

    private static String withoutQuotes(String tag) {
        int from = 0;
        int to = tag.length();
        while (from < to && tag.charAt(from) == '"') {
            from++;
        }
        while (to > from && tag.charAt(to - 1) == '"') {
            to--;
        }
        return tag.substring(from, to);
    }

    private static String name(String uri) {
        String name = uri.substring(uri.lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            throw new UsageException(
                    "reference '" + uri + "' ends with no name: give it a path in the artifact with Reference.as()");
        }
        return name;
    }
}
