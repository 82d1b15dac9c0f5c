package systems.tasker.services;

import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** What one service does: it knows nothing of HTTP, of repeated requests, and of faults. */
interface Service {
    /**
     * Answers a request within a transaction; only where the answer is a success has it written.
     */
    Answer answer(Request request, Tables tables, Instant now) throws SQLException;

    /** An id that says what it is of, such as {@code user_0b6f...}. */
    static String newId(String kind) {
        return kind + "_" + UUID.randomUUID().toString().replace("-", "");
    }
}
