package systems.tasker.api;

import java.util.Locale;
import java.util.regex.Pattern;

/** The ids of tasks as they come in: UUIDs, in small letters or in capitals. */
final class TaskId {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private TaskId() {}

    static boolean isOne(String text) {
        return UUID.matcher(text).matches();
    }

    /**
     * The id as it is stored. What is no id at all is not said to be the id of no task: whoever
     * sends it has mixed something up, and shall see what.
     *
     * @throws Problem where it is none
     */
    static String read(String text) {
        if (!isOne(text)) {
            throw new Problem(
                    ProblemKind.INVALID_TASK_ID, "`" + text + "` is not the id of a task: a UUID");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
