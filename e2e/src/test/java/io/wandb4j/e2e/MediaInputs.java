package io.wandb4j.e2e;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** The files that both programs log. */
final class MediaInputs {
    private static final int SAMPLES = 40;

    private MediaInputs() {}

    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        ImageIO.write(
                new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("picture.png").toFile());
        Files.write(folder.resolve("film.mp4"), new byte[] {0, 0, 0, 0x18, 'f', 't', 'y', 'p', 'm', 'p', '4', '2'});
        Files.writeString(folder.resolve("model.obj"), "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n");
        Files.writeString(folder.resolve("water.pdb"), "HEADER    WATER\nEND\n");
        Files.writeString(
                folder.resolve("notes.md"), "a [link](https://example.com) and\nno [script](javascript:alert)\n");
        AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
        AudioInputStream tone = new AudioInputStream(new ByteArrayInputStream(new byte[160]), format, 80);
        AudioSystem.write(
                tone, AudioFileFormat.Type.WAVE, folder.resolve("tone.wav").toFile());
        Files.writeString(folder.resolve("inputs.json"), numbers().toString());
        return folder;
    }

    /** Scores with ties, of which most are highest for the true class. */
    private static ObjectNode numbers() {
        Random random = new Random(4);
        ObjectNode inputs = Json.MAPPER.createObjectNode();
        ArrayNode truth = inputs.putArray("truth");
        ArrayNode predicted = inputs.putArray("predicted");
        ArrayNode scores = inputs.putArray("scores");
        for (int i = 0; i < SAMPLES; i++) {
            int actual = random.nextInt(3);
            truth.add(actual);
            predicted.add(random.nextInt(3));
            ArrayNode row = scores.addArray();
            for (int candidate = 0; candidate < 3; candidate++) {
                row.add((random.nextInt(20) + (candidate == actual ? 8 : 0)) / 32.0);
            }
        }
        ObjectNode figure = inputs.putObject("figure");
        figure.putArray("data")
                .addObject()
                .put("type", "bar")
                .putArray("y")
                .add(1)
                .add(2.5);
        figure.putObject("layout").putObject("title").put("text", "A figure");
        return inputs;
    }
}
