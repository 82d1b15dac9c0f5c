package systems.tasker.local.fuzz;

import java.util.Optional;

/** What is asked of the service, as a body, a path and a query string would say it. */
sealed interface Request {

    /** Create a task. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Create(String namespace, String name, byte[] context, Optional<String> identity)
            implements Request {}

    /** Look at one. */
    record Show(String id) implements Request {}

    /** Go on with one. */
    record Retry(String id) implements Request {}

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
