package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.MediaPlace;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** One layer of classes over the pixels of an image. */
record MaskLayer(MediaContent content, Map<Integer, String> classNames) {
    /** A layer of class ids by row and column.
     *
     * @throws UsageException if the rows differ in length, or an id is not from 0 to 255 */
    static MaskLayer of(int[][] classIds, Map<Integer, String> named) {
        MediaContent content = Pixels.png(Pixels.grey("a mask", classIds));
        Map<Integer, String> names = new TreeMap<>(named);
        if (named.isEmpty()) {
            for (int[] row : classIds) {
                for (int id : row) {
                    names.computeIfAbsent(id, unnamed -> "class_" + unnamed);
                }
            }
        }
        return new MaskLayer(content, names);
    }

    /** Keeps the layer; a run or an artifact takes it alike. */
    Map<String, Object> keepIn(MediaPlace place) throws IOException {
        return Media.fileJson("mask", null, place, new FileContent("images/mask", ".mask.png", content));
    }
}
