package systems.tasker.local.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an engine has for all it runs: while it is renewed, the engine counts as alive. Where a
 * process can be seen, it counts as gone as soon as that is.
 */
final class Lease {
    /** How long an engine on another host may be silent before it counts as gone. */
    static final Duration LENGTH = Duration.ofSeconds(10);

    /** What is left of it when an execution begins, or it is renewed first. */
    private static final Duration ENOUGH = LENGTH.dividedBy(2);

    private static final String RENEW =
            "INSERT INTO leases (owner, host, pid, process_started_at, expires_at)"
                    + " VALUES (?, ?, ?, ?, ?)"
                    + " ON CONFLICT DO UPDATE SET expires_at = excluded.expires_at";

    /** Also those that engines left behind which could not do so themselves. */
    private static final String GIVE_UP = "DELETE FROM leases WHERE owner = ? OR expires_at < ?";

    private final SqliteFile file;
    private final InstantSource clock;
    private final Owner self;
    private final String owner;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile @Nullable Instant until;

    Lease(SqliteFile file, InstantSource clock, Owner self) {
        this.file = file;
        this.clock = clock;
        this.self = self;
        this.owner = self.label();
    }

    /** Whose it is. */
    String owner() {
        return owner;
    }

    /** Renews it where little is left of it. */
    void mustHold() {
        if (isLong()) {
            return;
        }
        renewing.lock();
        try {
            if (!isLong()) {
                renew();
            }
        } finally {
            renewing.unlock();
        }
    }

    private boolean isLong() {
        Instant end = until;
        return end != null && end.isAfter(clock.instant().plus(ENOUGH));
    }

    void renew() {
        Instant end = clock.instant().plus(LENGTH);
        file.write(
                RENEW,
                owner,
                self.host(),
                self.pid(),
                UtcText.of(self.startedAt()),
                UtcText.of(end));
        until = end;
    }

    void giveUp() {
        if (until != null) {
            file.write(GIVE_UP, owner, UtcText.of(clock.instant().minus(Duration.ofDays(1))));
        }
    }

    /**
     * Whether the engine of another lease is gone.
     *
     * @param row with host, pid, start of the process and end of the lease, from this column on
     */
    boolean isOver(ResultSet row, int column) throws SQLException {
        String end = row.getString(column + 3);
        if (end == null || !UtcText.instant(end).isAfter(clock.instant())) {
            return true;
        }
        Instant startedAt = UtcText.instant(row.getString(column + 2));
        return new Owner(row.getString(column), row.getLong(column + 1), startedAt, 0)
                .isGone(self.host());
    }
}
