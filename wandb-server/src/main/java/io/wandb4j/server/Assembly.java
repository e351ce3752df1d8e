package io.wandb4j.server;

import io.wandb4j.server.api.ArtifactCollectionMutations;
import io.wandb4j.server.api.ArtifactCollectionWiring;
import io.wandb4j.server.api.ArtifactMutations;
import io.wandb4j.server.api.ArtifactRoutes;
import io.wandb4j.server.api.ArtifactUploadMutations;
import io.wandb4j.server.api.ArtifactWiring;
import io.wandb4j.server.api.FileStreamRoutes;
import io.wandb4j.server.api.HistoryWiring;
import io.wandb4j.server.api.ProjectWiring;
import io.wandb4j.server.api.RunFileRoutes;
import io.wandb4j.server.api.RunFileWiring;
import io.wandb4j.server.api.RunMutations;
import io.wandb4j.server.api.RunWiring;
import io.wandb4j.server.api.SweepMutations;
import io.wandb4j.server.api.SweepWiring;
import io.wandb4j.server.api.ViewerWiring;
import io.wandb4j.server.artifact.ArtifactStores;
import io.wandb4j.server.auth.Sessions;
import io.wandb4j.server.auth.Users;
import io.wandb4j.server.blob.Blobs;
import io.wandb4j.server.blob.SignedUrls;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.graphql.GraphQlEngine;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.http.GraphQlRoute;
import io.wandb4j.server.http.Guard;
import io.wandb4j.server.http.LoginPage;
import io.wandb4j.server.http.Routes;
import io.wandb4j.server.pages.PageRoutes;
import io.wandb4j.server.pages.PageWiring;
import io.wandb4j.server.run.FileStream;
import io.wandb4j.server.run.Projects;
import io.wandb4j.server.run.RunFiles;
import io.wandb4j.server.run.RunLines;
import io.wandb4j.server.run.RunSearch;
import io.wandb4j.server.run.RunStores;
import io.wandb4j.server.run.Runs;
import io.wandb4j.server.run.SampledHistory;
import io.wandb4j.server.sweep.SweepStores;
import java.util.ArrayList;
import java.util.List;

/** Puts the server's parts together; an area adds its schema file, its wirings and its routes here. */
final class Assembly {

    private static final List<String> SCHEMA = List.of("common", "runs", "files", "artifacts", "sweeps", "pages");

    private final ServerOptions options;
    private final Database database;
    private final Users users;
    private final Blobs blobs;
    private final SignedUrls urls;
    private final RunStores stores;
    private final ArtifactStores artifacts;
    private final SweepStores sweeps;

    Assembly(ServerOptions options, ServerFolder folder) {
        this.options = options;
        this.database = folder.database();
        this.users = folder.users();
        this.blobs = folder.blobs();
        this.urls = SignedUrls.open(database, options.clock());
        this.stores = stores();
        this.artifacts = ArtifactStores.open(database, blobs, options.clock());
        this.sweeps = SweepStores.open(database, stores, options.clock(), options.crashTimeout());
    }

    List<Routes> routes() {
        Sessions sessions = new Sessions(database, options.clock());
        return List.of(
                new Guard(options.host(), users, sessions, urls),
                new LoginPage(users, sessions),
                new GraphQlRoute(engine()),
                new FileStreamRoutes(stores),
                new RunFileRoutes(stores),
                new ArtifactRoutes(artifacts, stores.projects(), users),
                new PageRoutes(stores, users));
    }

    private GraphQlEngine engine() {
        List<Wiring> wirings = new ArrayList<>(List.of(
                new ProjectWiring(stores),
                new RunWiring(stores, users),
                new HistoryWiring(stores.lines(), stores.sampled()),
                new RunMutations(stores, artifacts),
                new RunFileWiring(stores, urls),
                new SweepWiring(stores, sweeps),
                new SweepMutations(stores, sweeps)));
        wirings.addAll(artifactWirings());
        wirings.add(new PageWiring(stores, sweeps.scheduling()));
        wirings.add(new ViewerWiring(users, List.copyOf(wirings)));
        return GraphQlEngine.of(SCHEMA, wirings);
    }

    private List<Wiring> artifactWirings() {
        return List.of(
                new ArtifactWiring(artifacts, stores.runs(), users, urls),
                new ArtifactCollectionWiring(artifacts, stores.projects(), urls),
                new ArtifactMutations(artifacts, stores),
                new ArtifactUploadMutations(artifacts, urls),
                new ArtifactCollectionMutations(artifacts, stores));
    }

    private RunStores stores() {
        Runs runs = new Runs(database, options.clock(), options.crashTimeout());
        RunLines lines = new RunLines(database);
        return new RunStores(
                new Projects(database, users, options.clock()),
                runs,
                new RunSearch(runs, users),
                lines,
                new SampledHistory(lines),
                new FileStream(database, runs, options.clock()),
                new RunFiles(database, blobs, options.clock()));
    }
}
