package systems.tasker.service;

import java.util.regex.Pattern;

/** What makes two requests for a task the same request, so that they create one task. */
public sealed interface Identity {
    /** Each request is one of its own. */
    Identity NONE = new None();

    /** Tasker's identity hash: requests for the same workflow, context and bypassed steps. */
    Identity OF_REQUEST = new OfRequest();

    /**
     * A key that whoever asks has chosen, 1 to 255 visible ASCII characters.
     *
     * @throws Refusal INVALID_REQUEST where it is not
     */
    static Identity key(String text) {
        return new Key(text);
    }

    /** See {@link #NONE}. */
    record None() implements Identity {}

    /** See {@link #OF_REQUEST}. */
    record OfRequest() implements Identity {}

    /** See {@link #key}. */
    record Key(String text) implements Identity {
        private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

        public Key {
            if (!VISIBLE.matcher(text).matches()) {
                throw new Refusal(
                        Refusal.Reason.INVALID_REQUEST,
                        "An idempotency key must be 1 to 255 visible ASCII characters");
            }
        }
    }
}
