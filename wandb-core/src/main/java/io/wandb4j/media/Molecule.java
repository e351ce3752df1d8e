package io.wandb4j.media;

import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A molecule to turn around. Immutable. */
public final class Molecule extends SingleFile {
    private static final List<String> EXTENSIONS =
            List.of("pdb", "pqr", "mmcif", "mcif", "cif", "sdf", "sd", "gro", "mol2", "mmtf");

    private Molecule(FileContent file, @Nullable String caption) {
        super("molecule-file", file, caption);
    }

    /** A copy of a file of chemistry, such as PDB, CIF, SDF or MOL2.
     *
     * @throws io.wandb4j.errors.UsageException if it is of another kind, or cannot be read */
    public static Molecule of(Path file) {
        return new Molecule(FileContent.of("a molecule", "molecule", file, EXTENSIONS), null);
    }

    /** The same molecule with a text to show below it. */
    public Molecule withCaption(String text) {
        return new Molecule(file(), FileContent.caption(text));
    }

    @Override
    @Nullable
    CellType cellType() {
        return null;
    }

    @Override
    Map<String, Object> gallery(List<Media> media, RunPlace place) throws IOException {
        List<Object> paths =
                logEach(media, place).stream().map(each -> each.get("path")).toList();
        Map<String, Object> json = gallery("molecule", "filenames", paths);
        json.put("captions", captions(media));
        return json;
    }
}
