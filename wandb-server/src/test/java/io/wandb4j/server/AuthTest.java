package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.server.auth.Users;
import io.wandb4j.server.errors.ServerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import okhttp3.FormBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTest {

    private static final String VIEWER = "{\"query\":\"{ viewer { username } }\"}";

    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graphql", "/files/local/p/a/file_stream", "/storage/run-files/1", "/anything"})
    void refusesWhoShowsNoKey(String path) throws IOException {
        TestServer.Reply reply = server.send(server.anonymous(path).post(RequestBody.create("{}", TestServer.JSON)));

        assertThat(reply.code()).isEqualTo(401);
        assertThat(reply.json().path("errors").path(0).path("message").asText()).contains("API key");
    }

    @Test
    void refusesAnUnknownKey() throws IOException {
        assertThat(viewer(basic(Users.newKey())).code()).isEqualTo(401);
        assertThat(viewer("Basic !!!").code()).isEqualTo(401);
        assertThat(viewer("Bearer " + server.server.apiKey()).code()).isEqualTo(401);
    }

    @Test
    void letsInAUserWhomAnotherProcessAdded() throws IOException {
        String key = Users.newKey();
        try (ServerFolder folder = ServerFolder.open(directory)) {
            folder.users().add("ana", key);
        }
        assertThat(viewer(basic(key)).body()).contains("\"username\":\"ana\"");

        server.server.users().removeKeys("ana");
        assertThat(viewer(basic(key)).code()).isEqualTo(401);
    }

    @Test
    void refusesUsersAndKeysThatCannotWork() {
        Users users = server.server.users();
        String key = Users.newKey();
        users.add("ana", key);
        users.add("ana", key);

        assertThatThrownBy(() -> users.add("bo", key))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("another user");
        assertThatThrownBy(() -> users.add("bo", "short")).hasMessageContaining("40 or more");
        assertThatThrownBy(() -> users.add("Login", Users.newKey())).hasMessageContaining("address of the server");
        assertThatThrownBy(() -> users.add("b o", Users.newKey())).hasMessageContaining("user name \"b o\"");
        assertThat(users.list()).extracting("name").containsExactly("local", "ana");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsTheFirstKeyForTheOwnerOfTheFolderOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("api-key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("wandb4j.db"))))
                .isEqualTo("rw-------");
        assertThat(server.server.apiKey()).matches("[0-9a-f]{40}");
    }

    @Test
    void writesNoKeyIntoTheDatabase() throws IOException {
        server.close();
        byte[] database = Files.readAllBytes(directory.resolve("wandb4j.db"));

        assertThat(new String(database, StandardCharsets.ISO_8859_1))
                .doesNotContain(Files.readString(directory.resolve("api-key")).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "192.168.1.2"})
    void refusesRequestsForOtherHosts(String host) throws IOException {
        TestServer.Reply reply = server.send(
                server.request("/graphql").header("Host", host).post(RequestBody.create(VIEWER, TestServer.JSON)));

        assertThat(reply.code()).isEqualTo(403);
        assertThat(reply.body()).contains("does not answer for the host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:80", "LOCALHOST", "127.0.0.1", "[::1]:99"})
    void answersForTheNamesOfThisMachine(String host) throws IOException {
        assertThat(server.send(server.request("/graphql")
                                .header("Host", host)
                                .post(RequestBody.create(VIEWER, TestServer.JSON)))
                        .code())
                .isEqualTo(200);
    }

    @Test
    void sendsABrowserToTheLoginPage() throws IOException {
        TestServer.Reply reply = server.send(server.anonymous("/local/p").header("Accept", "text/html"));

        assertThat(reply.code()).isEqualTo(302);
        assertThat(reply.response().header("Location")).endsWith("/login?next=%2Flocal%2Fp");
        assertThat(server.send(server.anonymous("/login?next=/local/p%22%3E")).body())
                .contains("value=\"/local/p&quot;&gt;\"");
    }

    @Test
    void keepsASessionInACookieThatScriptsCannotRead() throws IOException {
        TestServer.Reply reply = login(server.server.apiKey(), "/local/p");

        assertThat(reply.code()).isEqualTo(303);
        assertThat(reply.response().header("Location")).endsWith("/local/p");
        String cookie = reply.response().header("Set-Cookie");
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").doesNotContain(server.server.apiKey());
        String session = cookie.substring(0, cookie.indexOf(';'));
        assertThat(viewerBySession(session, server.server.url()).body()).contains("\"username\":\"local\"");
        assertThat(viewerBySession(session, "http://127.0.0.1:1").code()).isEqualTo(401);

        server.clock.advance(Duration.ofDays(31));
        assertThat(viewerBySession(session, server.server.url()).code()).isEqualTo(401);
    }

    @Test
    void endsTheSessionsOfAUserWhoLosesTheKey() throws IOException {
        String key = Users.newKey();
        server.server.users().add("ana", key);
        String cookie = login(key, "/").response().header("Set-Cookie");
        server.server.users().removeKeys("ana");

        assertThat(viewerBySession(cookie.substring(0, cookie.indexOf(';')), server.server.url())
                        .code())
                .isEqualTo(401);
        assertThatThrownBy(() -> server.server.users().removeKeys("bo")).hasMessage("there is no user \"bo\"");
    }

    @Test
    void endsASession() throws IOException {
        String cookie = login(server.server.apiKey(), "/").response().header("Set-Cookie");
        String session = cookie.substring(0, cookie.indexOf(';'));
        server.send(server.anonymous("/logout")
                .header("Origin", server.server.url())
                .header("Cookie", session)
                .post(new FormBody.Builder().build()));

        assertThat(viewerBySession(session, server.server.url()).code()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/\\evil.example", "http://evil.example", "x", ""})
    void goesNowhereElseAfterLogin(String next) throws IOException {
        assertThat(login(server.server.apiKey(), next).response().header("Location"))
                .matches("(http://127\\.0\\.0\\.1:\\d+)?/");
    }

    @Test
    void asksAgainAfterAWrongKey() throws IOException {
        TestServer.Reply reply = login("wrong", "/");

        assertThat(reply.code()).isEqualTo(401);
        assertThat(reply.body()).contains("This key is not known");
        assertThat(reply.response().header("Set-Cookie")).isNull();
    }

    private TestServer.Reply login(String key, String next) throws IOException {
        FormBody form = new FormBody.Builder().add("key", key).add("next", next).build();
        return server.send(server.anonymous("/login").post(form));
    }

    private TestServer.Reply viewer(String authorization) throws IOException {
        return server.send(viewerRequest().header("Authorization", authorization));
    }

    private TestServer.Reply viewerBySession(String session, String origin) throws IOException {
        return server.send(viewerRequest().header("Cookie", session).header("Origin", origin));
    }

    private Request.Builder viewerRequest() {
        return server.anonymous("/graphql").post(RequestBody.create(VIEWER, TestServer.JSON));
    }

    private static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString(("api:" + key).getBytes(StandardCharsets.UTF_8));
    }
}
