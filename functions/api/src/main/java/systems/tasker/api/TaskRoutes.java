package systems.tasker.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import systems.tasker.api.Catalogue.Entry;
import systems.tasker.json.JsonText;
import systems.tasker.service.Identity;
import systems.tasker.service.Refusal;
import systems.tasker.service.TaskDocument;
import systems.tasker.service.TaskOperations.Resumed;
import systems.tasker.service.TaskService;
import systems.tasker.service.TaskView;
import systems.tasker.service.Violation;
import systems.tasker.store.AuditTrail;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskQuery;
import systems.tasker.store.TaskStatus;
import systems.tasker.store.Transition;

/** What can be done with tasks. */
final class TaskRoutes {
    private static final String DEFAULT_NAMESPACE = "default";
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    private final Supplier<TaskService> tasks;
    private final Catalogue catalogue;

    TaskRoutes(Supplier<TaskService> tasks, Catalogue catalogue) {
        this.tasks = tasks;
        this.catalogue = catalogue;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/tasks", this::create),
                new Route(
                        "GET",
                        "/tasks",
                        new TreeSet<>(Set.of("namespace", "name", "status", "limit", "page_token")),
                        this::list),
                new Route("GET", "/tasks/{task_id}", this::show),
                new Route("GET", "/tasks/{task_id}/steps", this::steps),
                new Route("GET", "/tasks/{task_id}/steps/{step}", this::step),
                new Route("GET", "/tasks/{task_id}/transitions", this::transitions),
                new Route("GET", "/tasks/{task_id}/diagram", this::diagram),
                new Route("POST", "/tasks/{task_id}/retry", this::retry),
                new Route("POST", "/tasks/{task_id}/cancel", this::cancel),
                new Route("POST", "/tasks/{task_id}/steps/{step}/resolve", this::resolve),
                new Route("POST", "/tasks/{task_id}/steps/{step}/skip", this::skip));
    }

    private Response create(Call call) {
        Body body =
                Body.of(
                        call.request(),
                        "namespace",
                        "name",
                        "version",
                        "context",
                        "bypass_steps",
                        "identity_strategy");
        String namespace = body.text("namespace").orElse(DEFAULT_NAMESPACE);
        String name = body.mustHaveText("name");
        Optional<String> version = body.text("version");
        JsonText context = body.mustHaveContext();
        List<String> bypassed = body.texts("bypass_steps");
        Identity identity = identity(call.request(), body);
        body.mustBeValid();
        Entry entry =
                catalogue
                        .find(namespace, name)
                        .orElseThrow(() -> unknownWorkflow(namespace + "/" + name));
        version.ifPresent(
                given -> HandlerRoutes.mustBeDeployed(entry.workflow(), given, "/version"));
        TaskService.Created created =
                tasks.get()
                        .create(
                                new TaskService.NewTask(
                                        namespace, name, context, identity, bypassed));
        return Response.json(created.existed() ? 200 : 201, TaskDocument.summary(created.task()))
                .with("Location", call.request().visiblePath() + "/" + created.task().id());
    }

    private Problem unknownWorkflow(String label) {
        return new Problem(
                ProblemKind.INVALID_REQUEST,
                HandlerRoutes.sentence(label, catalogue),
                List.of(new Violation("/name", "is not deployed in this namespace")));
    }

    /** By a key of the caller's, or by what is asked for, or none. */
    private static Identity identity(Request request, Body body) {
        List<String> keys = request.header("idempotency-key");
        String strategy = body.text("identity_strategy").orElse("default");
        if (!List.of("default", "hash").contains(strategy)) {
            body.wrong("identity_strategy", "must be `default` or `hash`");
        }
        boolean byHash = strategy.equals("hash");
        if (keys.size() > 1 || (byHash && !keys.isEmpty())) {
            throw new Problem(
                    ProblemKind.INVALID_REQUEST,
                    "A request has one identity: one Idempotency-Key, or the identity strategy"
                            + " `hash`");
        }
        return byHash
                ? Identity.OF_REQUEST
                : keys.isEmpty() ? Identity.NONE : Identity.key(keys.getFirst());
    }

    private Response list(Call call) {
        TaskQuery query =
                new TaskQuery(
                        call.parameter("namespace"),
                        call.parameter("name"),
                        call.parameter("status").map(TaskRoutes::status),
                        Optional.empty(),
                        call.parameter("page_token").map(PageToken::read),
                        call.parameter("limit").map(TaskRoutes::limit).orElse(DEFAULT_LIMIT));
        List<TaskItem> found = tasks.get().list(query.limitedTo(query.limit() + 1));
        boolean more = found.size() > query.limit();
        List<TaskItem> page = more ? found.subList(0, query.limit()) : found;
        SequencedMap<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("tasks", page.stream().map(TaskDocument::summary).toList());
        document.put("next_page_token", more ? PageToken.after(page.getLast()) : null);
        return Response.json(200, document);
    }

    private static TaskStatus status(String text) {
        return Stream.of(TaskStatus.values())
                .filter(status -> status.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        "status",
                                        text,
                                        Stream.of(TaskStatus.values())
                                                .map(TaskStatus::wireName)
                                                .collect(Collectors.joining(", ", "one of ", ""))));
    }

    private static int limit(String text) {
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw wrong("limit", text, "a number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static Problem wrong(String parameter, String given, String must) {
        return new Problem(
                ProblemKind.INVALID_PARAMETER,
                "`" + given + "` is no `" + parameter + "`",
                List.of(new Violation("?" + parameter, "must be " + must)));
    }

    private Response show(Call call) {
        TaskView view = tasks.get().show(call.taskId());
        SequencedMap<String, @Nullable Object> document = TaskDocument.of(view);
        document.put("execution_link", tasks.get().executionLink(view.task()).orElse(null));
        return Response.json(200, document);
    }

    private Response steps(Call call) {
        TaskView view = tasks.get().show(call.taskId());
        SequencedMap<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("steps", view.steps().stream().map(TaskDocument::of).toList());
        document.put("former_steps", view.formerSteps().stream().map(TaskDocument::of).toList());
        return Response.json(200, document);
    }

    private Response step(Call call) {
        TaskView view = tasks.get().show(call.taskId());
        String name = call.path("step");
        return Stream.concat(view.steps().stream(), view.formerSteps().stream())
                .filter(step -> step.name().equals(name))
                .findFirst()
                .map(step -> Response.json(200, TaskDocument.of(step)))
                .orElseThrow(
                        () ->
                                new Problem(
                                        ProblemKind.UNKNOWN_STEP,
                                        "Task `"
                                                + view.task().id()
                                                + "` has no step `"
                                                + name
                                                + "`; its steps: "
                                                + String.join(", ", view.task().steps())));
    }

    /** An entry of the audit trail of a task, or of a step of it. */
    private record Entered(@Nullable String step, Transition transition) {
        Map<String, @Nullable Object> document() {
            SequencedMap<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("step", step);
            document.putAll(TaskDocument.of(transition));
            return document;
        }
    }

    private Response transitions(Call call) {
        TaskView view = tasks.get().show(call.taskId());
        List<Entered> entries = new ArrayList<>();
        int folded = enter(null, view.task().transitions(), entries);
        for (StepItem step : view.steps()) {
            folded += enter(step.name(), step.transitions(), entries);
        }
        for (StepItem step : view.formerSteps()) {
            folded += enter(step.name(), step.transitions(), entries);
        }
        entries.sort(Comparator.comparing(entry -> entry.transition().at()));
        SequencedMap<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("transitions", entries.stream().map(Entered::document).toList());
        document.put("folded", folded);
        return Response.json(200, document);
    }

    /** Returns how many entries the trail has no longer. */
    private static int enter(@Nullable String step, AuditTrail trail, List<Entered> entries) {
        trail.entries().forEach(each -> entries.add(new Entered(step, each)));
        return trail.folded();
    }

    private Response diagram(Call call) {
        TaskView view = tasks.get().show(call.taskId());
        Entry entry =
                catalogue
                        .find(view.task().namespace(), view.task().name())
                        .orElseThrow(
                                () ->
                                        HandlerRoutes.unknown(
                                                view.task().namespace() + "/" + view.task().name(),
                                                catalogue));
        return Response.of(200, "image/svg+xml", Diagram.of(entry.drawing(), view))
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private Response retry(Call call) {
        String id = call.taskId();
        Body body = Body.orEmpty(call.request(), "from", "reason");
        Optional<String> from = body.text("from");
        String reason = from.isPresent() ? body.mustHaveReason() : "";
        if (from.isEmpty() && body.has("reason")) {
            body.wrong("reason", "goes with `from`");
        }
        body.mustBeValid();
        Resumed resumed =
                from.isEmpty()
                        ? tasks.get().operations().retry(id)
                        : startedOver(id, from.get(), reason);
        SequencedMap<String, @Nullable Object> document = TaskDocument.summary(resumed.task());
        document.put("added_steps", resumed.added());
        document.put("removed_steps", resumed.removed());
        return Response.json(200, document);
    }

    private Resumed startedOver(String id, String from, String reason) {
        try {
            return tasks.get().operations().startOver(id, from, reason);
        } catch (Refusal e) {
            throw e.reason() == Refusal.Reason.UNKNOWN_STEP ? Refusals.unknownStep("from", e) : e;
        }
    }

    private Response cancel(Call call) {
        String id = call.taskId();
        Body body = Body.of(call.request(), "reason");
        String reason = body.mustHaveReason();
        body.mustBeValid();
        return Response.json(200, TaskDocument.of(tasks.get().operations().cancel(id, reason)));
    }

    private Response resolve(Call call) {
        String id = call.taskId();
        Body body = Body.of(call.request(), "results", "reason");
        String reason = body.mustHaveReason();
        body.mustBeValid();
        StepItem step =
                tasks.get()
                        .operations()
                        .byHand()
                        .resolve(id, call.path("step"), body.anything("results"), reason);
        return Response.json(200, TaskDocument.of(step));
    }

    private Response skip(Call call) {
        String id = call.taskId();
        Body body = Body.of(call.request(), "reason");
        String reason = body.mustHaveReason();
        body.mustBeValid();
        StepItem step = tasks.get().operations().byHand().skip(id, call.path("step"), reason);
        return Response.json(200, TaskDocument.of(step));
    }
}
