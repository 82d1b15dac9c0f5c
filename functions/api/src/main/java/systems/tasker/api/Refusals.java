package systems.tasker.api;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import systems.tasker.service.Refusal;
import systems.tasker.service.Violation;

/** What the service layer refuses, as problems. */
final class Refusals {
    /** A command as the service layer's sentences name it, with the task and the step it is for. */
    private static final Pattern COMMAND =
            Pattern.compile("`tasker (\\w+)(?: ([0-9a-f-]{36}))?(?: --from ([^`]+))?`");

    private Refusals() {}

    static Problem problem(Refusal refusal) {
        String detail = overHttp(String.valueOf(refusal.getMessage()));
        return switch (refusal.reason()) {
            case INVALID_CONTEXT ->
                    new Problem(
                            ProblemKind.INVALID_CONTEXT,
                            detail,
                            refusal.violations().stream().map(Refusals::inBody).toList());
            case INVALID_REQUEST ->
                    new Problem(ProblemKind.INVALID_REQUEST, detail, refusal.violations());
            case UNKNOWN_TASK -> new Problem(ProblemKind.UNKNOWN_TASK, detail);
            case UNKNOWN_STEP -> new Problem(ProblemKind.UNKNOWN_STEP, detail);
            case UNKNOWN_WORKFLOW ->
                    new Problem(
                            ProblemKind.WORKFLOW_NOT_DEPLOYED,
                            "The workflow of this task is not deployed here any more;"
                                    + " `GET /handlers` lists those that are");
            case IDENTITY_REUSED -> new Problem(ProblemKind.IDENTITY_REUSED, detail);
            case WRONG_STATE -> new Problem(ProblemKind.WRONG_STATE, detail);
        };
    }

    /** The service layer names places in the context, this API those in the body. */
    private static Violation inBody(Violation violation) {
        return new Violation("/context" + violation.path(), violation.message());
    }

    /** A sentence in which requests stand in the place of commands. */
    static String overHttp(String sentence) {
        return COMMAND.matcher(sentence)
                .replaceAll(command -> Matcher.quoteReplacement(request(command)));
    }

    private static String request(MatchResult command) {
        String verb = command.group(1);
        String task = "/tasks/" + (command.group(2) == null ? "{task_id}" : command.group(2));
        return switch (verb) {
            case "tasks" -> "`GET /tasks`";
            case "show" -> "`GET " + task + "`";
            case "resolve" -> "`POST " + task + "/steps/{step}/resolve`";
            default ->
                    "`POST "
                            + task
                            + "/"
                            + verb
                            + "`"
                            + (command.group(3) == null
                                    ? ""
                                    : " with `from`: `" + command.group(3) + "`");
        };
    }

    /** A step in the body that its workflow does not have. */
    static Problem unknownStep(String field, Refusal refusal) {
        return new Problem(
                ProblemKind.INVALID_REQUEST,
                String.valueOf(refusal.getMessage()),
                List.of(new Violation("/" + field, "is no step of the workflow")));
    }
}
