package systems.tasker.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One effect a key, however often and in whatever way it is asked for. */
class OnceTest {
    private static final Map<String, String> ADA =
            Map.of("email", "ada@example.com", "name", "Ada");
    private static final Map<String, String> BOB =
            Map.of("email", "bob@example.com", "name", "Bob");

    @TempDir private Path directory = Path.of("");
    private Services services;
    private Client client;

    @BeforeEach
    void start() {
        services = Services.start(state(), directory.resolve("services.log"), List.of());
        client = new Client(services);
    }

    @AfterEach
    void stop() {
        client.close();
        services.close();
    }

    private Path state() {
        return directory.resolve("services.db");
    }

    private int count(String table, String key) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state());
                PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT coalesce(sum(count), 0) FROM "
                                        + table
                                        + " WHERE idempotency_key = ?")) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                return row.getInt(1);
            }
        }
    }

    @Test
    void theSameRequestIsAnsweredAsBeforeAlsoAfterARestart() throws Exception {
        Client.Reply first = client.post("user", "/users", ADA, "key");
        assertEquals(201, first.status());
        Client.Reply second = client.post("user", "/users", ADA, "key");
        assertEquals(201, second.status());
        assertEquals(first.body(), second.body());
        assertEquals("true", second.headers().get("idempotent-replayed"));
        stop();
        start();
        assertEquals(first.body(), client.post("user", "/users", ADA, "key").body());
        assertEquals(3, count("calls", "key"));
        assertEquals(1, count("effects", "key"));
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() throws Exception {
        client.post("user", "/users", ADA, "key");
        Client.Reply other = client.post("user", "/users", BOB, "key");
        assertEquals(422, other.status());
        assertEquals("idempotency_key_reused", other.text("error"));
        assertEquals(404, client.get("user", "/users?email=bob%40example.com").status());
        assertEquals(1, count("effects", "key"));
    }

    @Test
    void aKeyBelongsToOneService() throws Exception {
        String user = client.post("user", "/users", ADA, "key").text("id");
        assertEquals(
                201,
                client.post("preferences", "/preferences", Map.of("user_id", user), "key")
                        .status());
    }

    @Test
    void whatWasRefusedMayBeAskedAgain() throws Exception {
        client.post("user", "/users", ADA);
        assertEquals(409, client.post("user", "/users", ADA, "key").status());
        assertEquals(201, client.post("user", "/users", BOB, "key").status());
        assertEquals(1, count("effects", "key"));
    }

    @Test
    void requestsOfOneKeyAtTheSameTimeHaveOneEffect() throws Exception {
        Set<Object> answers = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Client.Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                replies.add(threads.submit(() -> client.post("user", "/users", ADA, "key")));
            }
            for (Future<Client.Reply> reply : replies) {
                assertEquals(201, reply.get().status());
                answers.add(reply.get().body());
            }
        }
        assertEquals(1, answers.size());
        assertEquals(24, count("calls", "key"));
        assertEquals(1, count("effects", "key"));
    }

    @Test
    void twoProcessesMayShareTheFile() throws Exception {
        try (Services others = Services.start(state(), directory.resolve("others.log"), List.of());
                Client other = new Client(others)) {
            Client.Reply here = client.post("user", "/users", ADA, "key");
            Client.Reply there = other.post("user", "/users", ADA, "key");
            assertEquals(here.body(), there.body());
        }
        assertEquals(1, count("effects", "key"));
    }

    @Test
    void aLostAnswerHadItsEffectAndIsGivenAgain() throws Exception {
        services.switchOn(Fault.parse("user:lost"));
        assertThrows(IOException.class, () -> client.post("user", "/users", ADA, "key"));
        assertEquals(1, count("effects", "key"));
        assertEquals(201, client.post("user", "/users", ADA, "key").status());
        assertEquals(1, count("effects", "key"));
        assertEquals(2, count("calls", "key"));
    }

    @Test
    void aDroppedCallAndAFailedOneHaveNoEffect() throws Exception {
        services.switchOn(Fault.parse("user:drop,503x2,429,retry-after=3"));
        assertThrows(IOException.class, () -> client.post("user", "/users", ADA, "key"));
        for (int i = 0; i < 2; i++) {
            Client.Reply failed = client.post("user", "/users", ADA, "key");
            assertEquals(503, failed.status());
            assertTrue(failed.headers().get("retry-after") == null);
        }
        Client.Reply limited = client.post("user", "/users", ADA, "key");
        assertEquals(429, limited.status());
        assertEquals("3", limited.headers().get("retry-after"));
        assertEquals(0, count("effects", "key"));
        assertEquals(201, client.post("user", "/users", ADA, "key").status());
        assertEquals(5, count("calls", "key"));
        assertEquals(1, count("effects", "key"));
    }

    @Test
    void faultsThatAreSwitchedOffAreOver() throws Exception {
        services.switchOn(Fault.parse("user:503x*"));
        assertEquals(503, client.get("user", "/users").status());
        services.switchOff("user");
        assertEquals(404, client.get("user", "/users").status());
    }

    @Test
    void aFileThatIsNoStateIsRefusedByItsPathAndLeftAsItIs() throws Exception {
        Path garbage =
                Files.writeString(directory.resolve("garbage.db"), "not a database ".repeat(99));
        Path other = directory.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other)) {
            connection.createStatement().executeUpdate("CREATE TABLE theirs (a)");
        }
        for (Path file : List.of(garbage, other, directory)) {
            UncheckedIOException refused =
                    assertThrows(
                            UncheckedIOException.class,
                            () -> Services.start(file, directory.resolve("log"), List.of()));
            String message = String.valueOf(refused.getMessage());
            assertTrue(
                    message.startsWith("The services' state file `" + file + "` cannot be used: "),
                    message);
        }
        assertTrue(Files.readString(garbage).startsWith("not a database"));
    }
}
