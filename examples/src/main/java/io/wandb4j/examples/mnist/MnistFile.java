package io.wandb4j.examples.mnist;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The four files that MNIST comes in. */
enum MnistFile {
    TRAIN_IMAGES("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    TRAIN_LABELS("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    TEST_IMAGES("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    TEST_LABELS("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    private final String plainName;
    private final String sha256;

    MnistFile(String plainName, String sha256) {
        this.plainName = plainName;
        this.sha256 = sha256;
    }

    /** The name under which mirrors have it. */
    String compressedName() {
        return plainName + ".gz";
    }

    /** The digest that the file has when it is not compressed. */
    String sha256() {
        return sha256;
    }

    /** The file in a folder, compressed or not.
     *
     * @throws UsageException if it is not there */
    Path in(Path folder) {
        for (String name : new String[] {plainName, compressedName()}) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        throw new UsageException(
                folder + ": expected " + plainName + " or " + compressedName() + " of MNIST there, found neither");
    }

    /** The digest of what is inside a file. */
    static String digest(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(IdxFile.open(file), sha256Digest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
