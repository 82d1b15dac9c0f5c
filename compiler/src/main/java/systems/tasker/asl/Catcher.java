package systems.tasker.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a {@code Catch} list.
 *
 * @param errorEquals error names, compared exactly, or {@code States.ALL}
 * @param output what the next state gets as input; absent: the error output itself
 */
public record Catcher(
        List<String> errorEquals,
        @Nullable Template output,
        SequencedMap<String, Template> assign,
        String next) {

    public Catcher {
        errorEquals = List.copyOf(errorEquals);
        assign = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(assign));
    }

    /** A catcher without {@code Assign}. */
    public Catcher(List<String> errorEquals, @Nullable Template output, String next) {
        this(errorEquals, output, new LinkedHashMap<>(Map.of()), next);
    }
}
