package systems.tasker.protocol.explorer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import systems.tasker.store.Failure;
import systems.tasker.store.GateItem;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

/**
 * Stands for a moment: equal for two that go on alike (and, by a chance of one in 2^128, for two
 * others). Times count as seconds from now, since nobody compares them with anything else; what
 * only people read, such as the audit trail, does not count.
 */
record Fingerprint(long high, long low) {

    /** Writes down a moment, part by part. */
    static final class Writer {
        private final Instant now;
        private final StringBuilder text = new StringBuilder(512);

        Writer(Instant now) {
            this.now = now;
        }

        Writer part(Object part) {
            text.append(part).append(';');
            return this;
        }

        Writer time(@Nullable Instant time) {
            return part(time == null ? "-" : Duration.between(now, time).toSeconds());
        }

        Writer task(@Nullable TaskItem task) {
            return task == null
                    ? part("-")
                    : part(task.status()).part(task.run()).part(task.revision());
        }

        Writer step(StepItem step) {
            Failure failure = step.failure();
            part(step.name()).part(step.status()).part(step.run());
            part(step.attempts()).part(step.tries()).part(step.deaths()).part(step.revision());
            part(String.valueOf(step.claim())).time(step.claimedUntil());
            return failure == null
                    ? part("-")
                    : part(failure.kind()).part(failure.last()).time(failure.retryAt());
        }

        Writer gate(GateItem gate) {
            part(gate.name()).part(gate.run()).part(String.valueOf(gate.token()));
            gate.ended().stream().sorted().forEach(this::part);
            return part(']');
        }

        Writer snapshot(Snapshot found) {
            task(found.task());
            found.steps().values().stream()
                    .sorted(Comparator.comparing(StepItem::name))
                    .forEach(this::step);
            return part('}');
        }

        Writer strand(Strand strand) {
            part(strand.key()).part(strand.place()).part(strand.visits()).part(strand.retries());
            part(strand.recording()).part(String.valueOf(strand.token())).time(strand.until());
            return part(strand.forced());
        }

        Writer invocation(Invocation invocation) {
            part(invocation.id()).part(invocation.heard());
            if (invocation.kind() == Invocation.Kind.RECORDER) {
                part(invocation.payload());
            }
            strand(invocation.strand());
            calls(invocation.calls());
            return part(')');
        }

        private void calls(List<Invocation.Call> calls) {
            for (Invocation.Call call : calls) {
                time(call.at());
                switch (call.result()) {
                    case Snapshot found -> snapshot(found);
                    case GateItem gate -> gate(gate);
                    case Object other -> part(other);
                }
            }
        }

        Fingerprint fingerprint() {
            try {
                ByteBuffer digest =
                        ByteBuffer.wrap(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
                return new Fingerprint(digest.getLong(), digest.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }
}
