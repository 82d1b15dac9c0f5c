package systems.tasker.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import systems.tasker.service.Violation;

/**
 * A request at the route that answers it.
 *
 * @param path what stands for the names in the route's template
 */
record Call(Request request, Map<String, String> path) {
    /** A name that the route's template has. */
    String path(String name) {
        return path.getOrDefault(name, "");
    }

    /**
     * The task that it is about.
     *
     * @throws Problem INVALID_TASK_ID
     */
    String taskId() {
        return TaskId.read(path("task_id"));
    }

    /** A query parameter. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(request.parameters().get(name)).map(List::getFirst);
    }

    /**
     * A parameter is one of these, and given once.
     *
     * @throws Problem INVALID_PARAMETER
     */
    void mustHaveOnly(Set<String> known) {
        List<Violation> violations = new ArrayList<>();
        request.parameters()
                .forEach(
                        (name, values) -> {
                            if (!known.contains(name)) {
                                violations.add(
                                        new Violation(
                                                "?" + name,
                                                known.isEmpty()
                                                        ? "is not known; there are none here"
                                                        : "is not known; known are: "
                                                                + String.join(", ", known)));
                            } else if (values.size() > 1) {
                                violations.add(
                                        new Violation("?" + name, "is given more than once"));
                            }
                        });
        if (!violations.isEmpty()) {
            throw new Problem(
                    ProblemKind.INVALID_PARAMETER,
                    "Not all query parameters can be used",
                    violations);
        }
    }
}
