package systems.tasker.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.service.Violation;

/**
 * Why a request is not answered as asked, to be told as problem details.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemKind kind;

    @SuppressWarnings("serial") // a list of records of strings
    private final List<Violation> violations;

    @SuppressWarnings("serial") // a map of strings
    private final Map<String, String> headers;

    Problem(ProblemKind kind, String detail) {
        this(kind, detail, List.of(), Map.of());
    }

    Problem(ProblemKind kind, String detail, List<Violation> violations) {
        this(kind, detail, violations, Map.of());
    }

    Problem(ProblemKind kind, String detail, Map<String, String> headers) {
        this(kind, detail, List.of(), headers);
    }

    private Problem(
            ProblemKind kind,
            String detail,
            List<Violation> violations,
            Map<String, String> headers) {
        super(detail, null, false, false);
        this.kind = kind;
        this.violations = List.copyOf(violations);
        this.headers = Map.copyOf(headers);
    }

    ProblemKind kind() {
        return kind;
    }

    /** What is answered. */
    Response response(String requestId) {
        SequencedMap<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("type", kind.type());
        body.put("title", kind.title());
        body.put("status", kind.status());
        body.put("detail", getMessage());
        if (!violations.isEmpty()) {
            body.put("violations", violations.stream().map(Problem::document).toList());
        }
        body.put("request_id", requestId);
        Response response = Response.problem(kind.status(), body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }

    private static Map<String, Object> document(Violation violation) {
        SequencedMap<String, Object> document = new LinkedHashMap<>();
        document.put("path", violation.path());
        document.put("message", violation.message());
        return document;
    }
}
