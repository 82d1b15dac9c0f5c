package systems.tasker.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is answered where.
 *
 * @param template a path; a part in braces stands for any
 * @param parameters the query parameters that it knows
 */
record Route(
        String method,
        String template,
        Set<String> parameters,
        Function<Call, Response> operation) {

    Route(String method, String template, Function<Call, Response> operation) {
        this(method, template, Set.of(), operation);
    }

    /** What stands for the names in the template; empty where the path is another. */
    Optional<Map<String, String>> match(List<String> segments) {
        String[] parts = template.substring(1).split("/", -1);
        if (parts.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            String segment = segments.get(i);
            if (part.startsWith("{") && !segment.isEmpty()) {
                names.put(part.substring(1, part.length() - 1), segment);
            } else if (!part.equals(segment)) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }
}
