package io.wandb4j.server.artifact;

import io.wandb4j.server.blob.Blobs;
import io.wandb4j.server.db.Database;
import java.time.Clock;

/** Everything that is kept about artifacts, in one hand. */
public record ArtifactStores(
        ArtifactCollections collections,
        Memberships memberships,
        Artifacts artifacts,
        Manifests manifests,
        Commits commits,
        ArtifactFiles files,
        Contents contents,
        Lineage lineage,
        ArtifactSearch search,
        Deletions deletions,
        Leftovers leftovers) {

    /** Opens the stores on a database and the folder with its bytes. */
    public static ArtifactStores open(Database database, Blobs blobs, Clock clock) {
        ArtifactCollections collections = new ArtifactCollections(database, clock);
        Memberships memberships = new Memberships(database, clock);
        Contents contents = new Contents(database, blobs);
        Manifests manifests = new Manifests(database, blobs, clock);
        Artifacts artifacts = new Artifacts(database, clock, collections, memberships);
        Deletions deletions = new Deletions(database, clock, contents);
        return new ArtifactStores(
                collections,
                memberships,
                artifacts,
                manifests,
                new Commits(database, clock, memberships, manifests),
                new ArtifactFiles(database, contents),
                contents,
                new Lineage(database, clock),
                new ArtifactSearch(memberships, artifacts),
                deletions,
                new Leftovers(deletions, blobs, clock));
    }
}
