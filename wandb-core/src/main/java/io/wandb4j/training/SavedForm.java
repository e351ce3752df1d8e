package io.wandb4j.training;

import static java.util.Objects.requireNonNull;

/** How a model is to be written.
 *
 * @param name the name of its file, with or without extension
 * @param epoch the number of the current epoch, from 0
 * @param weightsOnly whether what only further training needs is left out */
public record SavedForm(String name, int epoch, boolean weightsOnly) {
    public SavedForm {
        requireNonNull(name, "name");
    }
}
