package systems.tasker.local.fuzz;

import java.util.List;
import java.util.Optional;

/** What is asked of the service, as a body, a path and a query string would say it. */
sealed interface Request {

    /** Create a task. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Create(
            String namespace,
            String name,
            byte[] context,
            Optional<String> identity,
            List<String> bypassed)
            implements Request {}

    /** Look at one. */
    record Show(String id) implements Request {}

    /** Go on with one. */
    record Retry(String id) implements Request {}

    /** Go on with one from a step that is done. */
    record StartOver(String id, String step, String reason) implements Request {}

    /** Cancel one. */
    record Cancel(String id, String reason) implements Request {}

    /** Settle a step by hand. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Resolve(String id, String step, byte[] results, String reason) implements Request {}

    /** Settle a step by not doing it. */
    record Skip(String id, String step, String reason) implements Request {}

    /** Look for some. */
    record Search(
            Optional<String> namespace, Optional<String> name, Optional<String> status, int limit)
            implements Request {}

    /** Whoever answers requests. */
    interface Answering {
        /**
         * Answers a request.
         *
         * @return the id of the task that was created, or found as created before; else empty
         * @throws Refused where it is not done, and nothing is changed
         */
        Optional<String> answer(Request request) throws Refused;
    }

    /** The declared way to say no. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
