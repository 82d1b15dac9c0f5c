package systems.tasker.api;

import java.util.Locale;

/** The kinds of problems, each with a type that stays: programs compare it. */
enum ProblemKind {
    INVALID_JSON(400, "The body is not JSON"),
    INVALID_REQUEST(400, "The request is not valid"),
    INVALID_PARAMETER(400, "A query parameter is not valid"),
    INVALID_TASK_ID(400, "This is not the id of a task"),
    INVALID_CONTEXT(400, "The context is not valid"),
    VERSION_NOT_DEPLOYED(400, "This version is not deployed"),
    UNKNOWN_ROUTE(404, "There is nothing here"),
    UNKNOWN_TASK(404, "There is no such task"),
    UNKNOWN_STEP(404, "There is no such step"),
    UNKNOWN_WORKFLOW(404, "There is no such workflow"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    WRONG_STATE(409, "Not in this state"),
    WORKFLOW_NOT_DEPLOYED(409, "The task's workflow is not deployed"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_CONTENT_TYPE(415, "The body must be JSON"),
    IDENTITY_REUSED(422, "The identity belongs to another request"),
    INTERNAL_ERROR(500, "Something went wrong"),
    UNAVAILABLE(503, "Not available at the moment");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** Its URI. */
    String type() {
        return "urn:tasker:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
