package systems.tasker.local.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;

/**
 * Asks, and looks into the file behind: what is refused has not written a byte, and what is created
 * is there whole.
 */
final class RequestSubject implements Watch.Subject<Request> {
    private final Request.Answering service;
    private final Connection file;

    RequestSubject(Path store, Request.Answering service) {
        this.service = service;
        try {
            this.file = DriverManager.getConnection("jdbc:sqlite:" + store);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void take(Request request) throws Exception {
        String before = version();
        Optional<String> created;
        try {
            created = service.answer(request);
        } catch (Request.Refused refused) {
            assertNotNull(refused.getMessage(), "a refusal has a reason");
            assertEquals(before, version(), "nothing is written of what is refused");
            return;
        }
        if (request instanceof Request.Create create && created.isPresent()) {
            String stored = text("SELECT context FROM tasks WHERE id = ?", created.get());
            assertHolds(Json.parse(create.context()), Json.parse(stored));
        } else if (request instanceof Request.Show || request instanceof Request.Search) {
            assertEquals(before, version(), "nothing is written by looking");
        }
    }

    /** What is given is stored; more may be, by the schema's defaults. */
    private static void assertHolds(@Nullable Object given, @Nullable Object stored) {
        if (given instanceof Map<?, ?> fields && stored instanceof Map<?, ?> map) {
            fields.forEach((name, value) -> assertHolds(value, map.get(name)));
        } else if (given instanceof List<?> items
                && stored instanceof List<?> list
                && items.size() == list.size()) {
            for (int i = 0; i < items.size(); i++) {
                assertHolds(items.get(i), list.get(i));
            }
        } else if (given instanceof Number number && stored instanceof Number other) {
            assertEquals(0, decimal(number).compareTo(decimal(other)), number + " and " + other);
        } else {
            assertEquals(given, stored);
        }
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    /** Another one after each change that another connection has made. */
    private String version() throws SQLException {
        return text("PRAGMA data_version", null);
    }

    private String text(String sql, @Nullable String parameter) throws SQLException {
        try (PreparedStatement statement = file.prepareStatement(sql)) {
            if (parameter != null) {
                statement.setString(1, parameter);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "nothing";
            }
        }
    }
}
