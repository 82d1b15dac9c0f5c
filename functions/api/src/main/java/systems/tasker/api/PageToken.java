package systems.tasker.api;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import systems.tasker.service.Violation;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery.Position;

/** Where the next page of a list begins, as a word that means nothing to whoever carries it. */
final class PageToken {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private PageToken() {}

    static String after(TaskItem task) {
        String place = task.createdAt() + " " + task.id();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The place that a token names.
     *
     * @throws Problem where it is none of ours
     */
    static Position read(String token) {
        return decoded(token)
                .orElseThrow(
                        () ->
                                new Problem(
                                        ProblemKind.INVALID_PARAMETER,
                                        "The page token is not one that a list has given",
                                        List.of(
                                                new Violation(
                                                        "?page_token",
                                                        "must be the `next_page_token` of a"
                                                                + " list"))));
    }

    private static Optional<Position> decoded(String token) {
        try {
            String place =
                    new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            int space = place.indexOf(' ');
            if (space < 0 || !TaskId.isOne(place.substring(space + 1))) {
                return Optional.empty();
            }
            Instant time = Instant.parse(place.substring(0, space));
            return time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)
                    ? Optional.empty()
                    : Optional.of(new Position(time, place.substring(space + 1)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
