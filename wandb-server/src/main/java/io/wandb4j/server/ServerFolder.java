package io.wandb4j.server;

import io.wandb4j.server.auth.Users;
import io.wandb4j.server.blob.Blobs;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.errors.ServerException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;

/**
 * The folder that holds all that a server keeps.
 *
 * <p>Several processes may open it at once, for instance to add a user while the server runs; one alone may serve it.
 */
public final class ServerFolder implements AutoCloseable {

    /** The name of the user that every server has, and of that user's entity. */
    public static final String OWNER = "local";

    private static final String KEY_FILE = "api-key";

    private final Path directory;
    private final Database database;
    private final Users users;

    private ServerFolder(Path directory, Database database, Clock clock) {
        this.directory = directory;
        this.database = database;
        this.users = new Users(database, clock);
    }

    /** Opens the folder, made if absent with the owner's key in it. */
    public static ServerFolder open(Path directory) {
        return open(directory, Clock.systemUTC());
    }

    static ServerFolder open(Path directory, Clock clock) {
        prepare(directory);
        Database database = Database.open(databaseFile(directory));
        ServerFolder folder = new ServerFolder(directory, database, clock);
        folder.makeOwner();
        return folder;
    }

    static void prepare(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                restrict(directory, "rwx------");
            }
        } catch (IOException e) {
            throw unusable(directory, e);
        }
        if (!Files.isWritable(directory)) {
            throw new ServerException("cannot write to the folder " + directory + "; choose another");
        }
    }

    /** Who may use the server. */
    public Users users() {
        return users;
    }

    /** The owner's key. */
    public String apiKey() {
        try {
            return Files.readString(keyFile()).strip();
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    /** The file that holds the owner's key, readable by the owner of the folder only. */
    public Path keyFile() {
        return directory.resolve(KEY_FILE);
    }

    Database database() {
        return database;
    }

    Blobs blobs() {
        try {
            return Blobs.open(directory.resolve("blobs"));
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    // SQLite gives its other files the permissions of this one.
    private static Path databaseFile(Path directory) {
        Path file = directory.resolve("wandb4j.db");
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
                restrict(file, "rw-------");
            }
            return file;
        } catch (FileAlreadyExistsException e) {
            return file; // another process was faster
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    // The file comes first and the database second: a crash between them leaves a key that the next start adopts.
    private void makeOwner() {
        try {
            users.add(OWNER, Files.readString(keyFile()).strip());
        } catch (NoSuchFileException e) {
            writeKey();
            users.add(OWNER, apiKey());
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private void writeKey() {
        try {
            Path fresh = Files.createTempFile(directory, KEY_FILE, ".new");
            restrict(fresh, "rw-------");
            Files.writeString(fresh, Users.newKey() + "\n");
            Files.move(fresh, keyFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static ServerException unusable(Path directory, IOException e) {
        return new ServerException("cannot use the folder " + directory + ": " + e + "; choose another", e);
    }
}
