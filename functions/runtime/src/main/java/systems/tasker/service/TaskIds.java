package systems.tasker.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;

/** Ids of tasks, and what identifies a request. */
final class TaskIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private TaskIds() {}

    /** A UUID of version 7: sorts by time. */
    static String random(Instant now) {
        long milliseconds = now.toEpochMilli();
        long high = (milliseconds << 16) | 0x7000L | (RANDOM.nextInt() & 0x0FFFL);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** A UUID of version 8: the same for the same identity of the same template. */
    static String derived(Workflow workflow, String kind, String identity) {
        ByteBuffer hash =
                ByteBuffer.wrap(
                        sha256(
                                Json.write(
                                        List.of(
                                                workflow.namespace(),
                                                workflow.name(),
                                                kind,
                                                identity))));
        long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** A correlation id for a task that was not given one. */
    static String correlationId(Instant now) {
        byte[] random = new byte[4];
        RANDOM.nextBytes(random);
        return "tsk_" + now.getEpochSecond() + "_" + HexFormat.of().formatHex(random);
    }

    /** The same for requests that ask for the same, whatever the order of their fields. */
    static String fingerprint(Workflow workflow, JsonText context, List<String> bypassed) {
        return HexFormat.of()
                .formatHex(
                        sha256(
                                Json.write(
                                        List.of(
                                                workflow.namespace(),
                                                workflow.name(),
                                                new JsonText(Json.write(sorted(context.value()))),
                                                bypassed))));
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> sorted = new TreeMap<>();
                map.forEach((name, field) -> sorted.put((String) name, sorted(field)));
                yield sorted;
            }
            case List<?> list -> {
                List<@Nullable Object> sorted = new java.util.ArrayList<>();
                list.forEach(element -> sorted.add(sorted(element)));
                yield sorted;
            }
            case null -> null;
            default -> value;
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
