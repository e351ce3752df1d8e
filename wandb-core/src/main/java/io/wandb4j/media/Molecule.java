package io.wandb4j.media;

import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A molecule to turn around. Immutable. */
public final class Molecule extends Media {
    private static final List<String> EXTENSIONS =
            List.of("pdb", "pqr", "mmcif", "mcif", "cif", "sdf", "sd", "gro", "mol2", "mmtf");

    private final FileContent file;
    private final @Nullable String caption;

    private Molecule(FileContent file, @Nullable String caption) {
        this.file = file;
        this.caption = caption;
    }

    /** A copy of a file of chemistry, such as PDB, CIF, SDF or MOL2.
     *
     * @throws io.wandb4j.errors.UsageException if it is of another kind, or cannot be read */
    public static Molecule of(Path file) {
        return new Molecule(FileContent.of("a molecule", "molecule", file, EXTENSIONS), null);
    }

    /** The same molecule with a text to show below it. */
    public Molecule withCaption(String text) {
        return new Molecule(file, FileContent.caption(text));
    }

    @Override
    public Map<String, Object> logTo(RunPlace place) throws IOException {
        return fileJson("molecule-file", caption, place, file);
    }

    @Override
    boolean hasGallery() {
        return true;
    }

    @Override
    Map<String, Object> gallery(List<Media> media, RunPlace place) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_type", "molecule");
        json.put(
                "filenames",
                logEach(media, place).stream().map(each -> each.get("path")).toList());
        json.put("count", media.size());
        json.put("captions", captions(media));
        return json;
    }

    @Override
    @Nullable
    String captionText() {
        return caption;
    }
}
