package io.wandb4j.cli;

import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.settings.Credentials;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Netrc;
import io.wandb4j.settings.Settings;
import io.wandb4j.settings.SettingsFile;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps an API key for a server in the user's netrc file, and that server as the one to use. */
@Command(name = "login", description = "Keep an API key, so that runs find it.")
final class Login implements Runnable {
    private static final String PUBLIC_SERVER = "https://api.wandb.ai";

    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "KEY", description = "The API key; - reads it from standard input.")
    private @Nullable String key;

    @Option(
            names = {"--host", "--base-url"},
            paramLabel = "URL",
            description = "The server's address; the one in use if not given, at first " + PUBLIC_SERVER + ".")
    private @Nullable String host;

    @Option(names = "--relogin", description = "Ask for a key although there is one.")
    private boolean relogin;

    Login(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Settings settings = Settings.builder().baseUrl(host).build().resolved(environment);
        Optional<Credentials> known = key == null && !relogin ? known(settings) : Optional.empty();
        if (known.isPresent()) {
            say("Already logged in to " + settings.baseUrl() + " with the key from "
                    + known.flatMap(Credentials::source).orElse("the program")
                    + ". `wandb4j login --relogin` asks for another.");
        } else {
            String secret = key == null ? ask(settings) : KeyText.of(key, System.in);
            Credentials.check(secret);
            keep(settings, secret);
        }
    }

    private Optional<Credentials> known(Settings settings) {
        try {
            return Optional.of(Credentials.find(settings));
        } catch (AuthenticationException e) {
            return Optional.empty();
        }
    }

    private String ask(Settings settings) {
        if (System.console() == null) {
            throw new AuthenticationException(
                    "no terminal to ask for the key at: pass it, `wandb4j login KEY`, or pipe it into `wandb4j login -`");
        }
        say("The key for " + settings.baseUrl() + " is at " + settings.appUrl() + "/authorize");
        char[] typed = System.console().readPassword("API key (not shown): ");
        return typed == null ? "" : new String(typed).strip();
    }

    private void keep(Settings settings, String secret) {
        Netrc netrc = Netrc.of(environment);
        netrc.store(settings.baseUrl(), secret);
        if (host != null) {
            String address = settings.baseUrl().equals(PUBLIC_SERVER) ? null : settings.baseUrl();
            SettingsFile.ofUser(settings.configDir()).set("base_url", address);
        }
        say("The key for " + settings.baseUrl() + " is kept in " + netrc.path() + ".");
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
