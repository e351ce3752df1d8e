package io.wandb4j.cli;

import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.query.Account;
import io.wandb4j.query.Api;
import io.wandb4j.settings.Credentials;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Netrc;
import io.wandb4j.settings.Settings;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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

    @ArgGroup
    private @Nullable Destination destination;

    @Option(names = "--relogin", description = "Ask for a key although there is one.")
    private boolean relogin;

    @Option(
            names = "--verify",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Ask the server whom the key belongs to before it is kept (the default).")
    private boolean verify;

    /** Which server to log in to. */
    private static final class Destination {
        @Option(
                names = {"--host", "--base-url"},
                paramLabel = "URL",
                description = "The server's address; the one in use if not given, at first " + PUBLIC_SERVER + ".")
        private @Nullable String host;

        @Option(names = "--cloud", description = "Log in to " + PUBLIC_SERVER + ".")
        private boolean cloud;

        @Nullable
        String address() {
            return cloud ? PUBLIC_SERVER : host;
        }
    }

    Login(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Surroundings here = Surroundings.of(environment, spec);
        String host = destination == null ? null : destination.address();
        Settings settings = here.settings(Settings.builder().baseUrl(host).build());
        Optional<Credentials> known = key == null && !relogin ? known(settings) : Optional.empty();
        String secret = known.map(Credentials::apiKey).orElseGet(() -> key == null ? ask(settings) : given(key));
        Credentials.check(secret);
        String user = verify ? user(settings, secret) : "";
        if (known.isPresent()) {
            say("Already logged in to " + settings.baseUrl() + " with the key from "
                    + known.flatMap(Credentials::source).orElse("the program")
                    + ". `wandb4j login --relogin` asks for another.");
        } else {
            keep(settings, secret);
        }
        if (host != null) {
            String address = settings.baseUrl().equals(PUBLIC_SERVER) ? null : settings.baseUrl();
            here.changeForUser(settings, "base_url", address);
        }
        here.messages()
                .line(
                        user.isEmpty()
                                ? "W&B API key is configured. Use `wandb4j login --relogin` to force relogin"
                                : "Currently logged in as: " + user + " to " + settings.baseUrl()
                                        + ". Use `wandb4j login --relogin` to force relogin");
    }

    private static String given(String key) {
        return KeyText.of(key, System.in);
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

    /** Whom the key belongs to. */
    private static String user(Settings settings, String secret) {
        try (Api api = Api.connect(settings.toBuilder().apiKey(secret).build())) {
            Account account = api.account();
            String goal = settings.entity().orElse(account.entity());
            boolean forTeam = account.teams().contains(goal) && !goal.equals(account.username());
            return forTeam ? account.username() + " (" + goal + ")" : account.username();
        } catch (CommunicationException e) {
            throw new AuthenticationException(
                    "cannot verify the key: " + e.getMessage() + "; --no-verify keeps it as it is", e);
        }
    }

    private void keep(Settings settings, String secret) {
        Netrc netrc = Netrc.of(environment);
        netrc.store(settings.baseUrl(), secret);
        say("The key for " + settings.baseUrl() + " is kept in " + netrc.path() + ".");
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
