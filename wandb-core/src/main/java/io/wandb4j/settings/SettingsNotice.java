package io.wandb4j.settings;

/** Something to tell the user about where settings came from.
 *
 * @param kind how much it matters
 * @param text what to say */
public record SettingsNotice(Kind kind, String text) {
    /** How much a notice matters. */
    public enum Kind {
        /** Merely nice to know. */
        DETAIL,
        /** Something is left out. */
        WARNING,
        /** Settings are not used that somebody wrote down. */
        ERROR
    }
}
