package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.blob.SignedUrls;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Caller;
import io.wandb4j.server.graphql.Connection;
import io.wandb4j.server.graphql.FileNode;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunFile;
import io.wandb4j.server.run.RunFiles;
import io.wandb4j.server.run.RunStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of runs: announcing, listing and deleting; bytes go over {@link RunFileRoutes}. */
public final class RunFileWiring implements Wiring {

    private final RunStores stores;
    private final SignedUrls urls;

    /** Works on these stores and signs transfer addresses. */
    public RunFileWiring(RunStores stores, SignedUrls urls) {
        this.stores = stores;
        this.urls = urls;
    }

    @Override
    public Set<String> features() {
        return Set.of("MARK_RUN_FILES_UPLOADED", "LARGE_FILENAMES");
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.root("Mutation")
                .call("createRunFiles", this::create)
                .call("markRunFilesUploaded", this::mark)
                .call("deleteFiles", this::delete)
                .addTo(wiring);
        TypeFields.of("Run", Run.class)
                .field("fileCount", run -> stores.files().count(run.id(), RunFiles.Selection.ALL))
                .field("files", this::list)
                .addTo(wiring);
        TypeFields.of("File", FileNode.class)
                .field(
                        "url",
                        (file, environment) -> Arguments.of(environment).flag("upload") ? file.uploadUrl() : file.url())
                .addTo(wiring);
    }

    private Map<String, Object> create(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        Run run = named(input, environment);
        List<String> names = input.texts("files");
        List<FileNode> files = stores.files().announce(run.id(), names == null ? List.of() : names).stream()
                .map(file -> node(file, environment))
                .toList();
        return Map.of("runID", GlobalId.of("Run", run.id()), "uploadHeaders", List.of(), "files", files);
    }

    // The upload itself has already made the file visible.
    private Map<String, Object> mark(DataFetchingEnvironment environment) {
        named(Arguments.input(environment), environment);
        return Map.of("success", true);
    }

    private Map<String, Object> delete(DataFetchingEnvironment environment) {
        List<String> ids = Arguments.input(environment).texts("files");
        try {
            stores.files()
                    .delete((ids == null ? List.<String>of() : ids)
                            .stream().map(id -> GlobalId.row("RunFile", id)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("success", true);
    }

    private Connection<FileNode> list(Run run, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        List<String> names = arguments.texts("names");
        RunFiles.Selection wanted = new RunFiles.Selection(plain(names), arguments.text("pattern"));
        return Connection.range(
                stores.files().count(run.id(), wanted),
                arguments,
                (from, until) -> stores.files().list(run.id(), wanted, from, until - from).stream()
                        .map(file -> node(file, environment))
                        .toList());
    }

    // The client stores ./a as a, but asks for it as its user wrote it.
    private static List<String> plain(@Nullable List<String> names) {
        return names == null
                ? List.of()
                : names.stream().map(name -> name.replaceFirst("^(\\./)+", "")).toList();
    }

    private FileNode node(RunFile file, DataFetchingEnvironment environment) {
        String base = Caller.of(environment).url();
        String path = RunFileRoutes.path(file.id());
        return new FileNode(
                GlobalId.of("RunFile", file.id()),
                file.name(),
                base + path,
                () -> base + urls.sign("GET", path),
                base + urls.sign("PUT", path),
                file.size(),
                file.updatedAt(),
                file.md5(),
                null,
                null);
    }

    private Run named(Arguments input, DataFetchingEnvironment environment) {
        return RunMutations.named(
                stores,
                input.text("entityName"),
                input.text("projectName"),
                input.needText("runName"),
                Caller.of(environment).user());
    }
}
