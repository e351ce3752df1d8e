package io.wandb4j.settings;

/** Derives the address that people open from the address of the API. */
final class AppUrl {
    private AppUrl() {}

    static String of(String baseUrl) {
        if (baseUrl.contains("://api.wandb.")) {
            return baseUrl.replaceFirst("://api\\.", "://");
        }
        return baseUrl.replaceFirst("://api\\.", "://app.");
    }
}
