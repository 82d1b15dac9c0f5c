package systems.tasker.local.asl;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.State;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.JsonText;

/** One attempt of a Task: calls its function, waits for the answer, and records both. */
final class LambdaCall {
    /** The arguments of <code>lambda:invoke</code> that this engine knows. */
    static final List<String> ARGUMENTS = List.of("FunctionName", "Payload");

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private static final Pattern FUNCTION_ARN =
            Pattern.compile("arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:.+");

    /** What a <code>Resource</code> asks for. */
    enum Kind {
        /** The answer is an object around the function's. */
        INVOKE("arn:aws:states:::lambda:invoke", "Task"),
        /** The result is what the token is answered with. */
        WAIT_FOR_TASK_TOKEN("arn:aws:states:::lambda:invoke.waitForTaskToken", "Task"),
        /** The resource is a function's ARN: argument and result are the function's own. */
        FUNCTION("", "LambdaFunction");

        private final String resource;
        private final String eventPrefix;

        Kind(String resource, String eventPrefix) {
            this.resource = resource;
            this.eventPrefix = eventPrefix;
        }

        static Optional<Kind> of(String resource) {
            if (FUNCTION_ARN.matcher(resource).matches()) {
                return Optional.of(FUNCTION);
            }
            return Arrays.stream(values())
                    .filter(kind -> kind.resource.equals(resource))
                    .findFirst();
        }
    }

    private final Strand strand;
    private final Visit visit;
    private final State.Task task;
    private final Kind kind;
    private final LocalStepFunctions service;

    LambdaCall(Strand strand, Visit visit, State.Task task) {
        this.strand = strand;
        this.visit = visit;
        this.task = task;
        this.kind = Kind.of(task.resource()).orElseThrow();
        this.service = strand.execution().service();
    }

    /** What the function, and where there is a token its time-outs, are called and limited by. */
    private record Request(
            String function,
            @Nullable Object payload,
            @Nullable Object parameters,
            @Nullable Long timeout,
            @Nullable Long heartbeat) {}

    /**
     * The result of the call.
     *
     * @throws StateError where it fails, or its time is up
     */
    @Nullable Object result() {
        if (kind != Kind.WAIT_FOR_TASK_TOKEN) {
            return call(request(), new PendingTask(strand));
        }
        String token = service.newToken();
        visit.token(token);
        PendingTask pending = new PendingTask(strand);
        Request request = request();
        service.expect(token, pending);
        try {
            return call(request, pending);
        } finally {
            service.forget(token);
        }
    }

    private Request request() {
        Long timeout = visit.seconds(task.timeoutSeconds(), "TimeoutSeconds", 1);
        Long heartbeat = visit.seconds(task.heartbeatSeconds(), "HeartbeatSeconds", 1);
        Object arguments = visit.value(task.arguments(), "Arguments", visit.input());
        Payloads.limited(arguments, visit.what("was given arguments"));
        if (kind == Kind.FUNCTION) {
            return new Request(task.resource(), arguments, arguments, timeout, heartbeat);
        }
        if (arguments instanceof Map<?, ?> map && map.get("FunctionName") instanceof String name) {
            Object payload = map.containsKey("Payload") ? map.get("Payload") : Map.of();
            return new Request(name, payload, arguments, timeout, heartbeat);
        }
        throw new StateError(
                StateError.RUNTIME,
                "The Arguments of state '" + visit.name() + "' hold no FunctionName.");
    }

    private @Nullable Object call(Request request, PendingTask pending) {
        event("Scheduled", scheduled(request));
        event("Started", Details.none());
        Instant start = strand.now();
        JsonText payload = JsonText.of(request.payload());
        strand.execution()
                .scheduler()
                .fork(request.function(), () -> invoke(request.function(), payload, pending));
        return switch (answer(request, pending, start)) {
            case PendingTask.Success success -> {
                Object result = kind == Kind.INVOKE ? invocation(success) : success.value();
                event("Succeeded", Details.of("output", Details.payload(result)));
                yield result;
            }
            case PendingTask.Failure failure -> {
                event("Failed", Details.of("error", failure.error(), "cause", failure.cause()));
                throw new StateError(failure.error(), failure.cause());
            }
        };
    }

    private void invoke(String function, JsonText payload, PendingTask pending) {
        try {
            JsonText answer = service.functions().invoke(function, payload);
            pending.answerFunction(new PendingTask.Success(answer.value(), answer.size()));
        } catch (FunctionFailed e) {
            pending.answerFunction(new PendingTask.Failure(e.error(), e.causeText()));
        } catch (InvalidJson e) {
            pending.answerFunction(
                    new PendingTask.Failure(
                            "Lambda.Unknown", "The answer is not JSON: " + e.getMessage()));
        } catch (RuntimeException | Error e) {
            pending.answerFunction(new PendingTask.Failure(StateError.RUNTIME, e.toString()));
            throw e;
        }
    }

    private PendingTask.Answer answer(Request request, PendingTask pending, Instant start) {
        boolean submitted = false;
        while (true) {
            PendingTask.Answer ofFunction = pending.ofFunction();
            PendingTask.Answer ofToken = pending.ofToken();
            if (kind != Kind.WAIT_FOR_TASK_TOKEN) {
                ofToken = ofFunction;
            }
            if (ofToken != null) {
                return limited(ofToken);
            }
            if (ofFunction instanceof PendingTask.Failure) {
                return ofFunction;
            }
            if (ofFunction instanceof PendingTask.Success success && !submitted) {
                submitted = true;
                Object result = invocation(success);
                event("Submitted", Details.of("output", Details.payload(result)));
            }
            waitForAnswer(request, pending, start);
        }
    }

    private PendingTask.Answer limited(PendingTask.Answer answer) {
        if (answer instanceof PendingTask.Success success) {
            Payloads.limit(success.bytes(), visit.what("returned a result"));
        }
        return answer;
    }

    /** Heartbeats can only be sent by who holds a token: without one there is no such limit. */
    private void waitForAnswer(Request request, PendingTask pending, Instant start) {
        Instant timeout = later(start, request.timeout());
        Instant silence =
                kind == Kind.WAIT_FOR_TASK_TOKEN
                        ? later(pending.lastHeartbeat(), request.heartbeat())
                        : null;
        Instant now = strand.now();
        if (timeout != null && !now.isBefore(timeout)) {
            throw timedOut(StateError.TIMEOUT);
        }
        if (silence != null && !now.isBefore(silence)) {
            throw timedOut(StateError.HEARTBEAT_TIMEOUT);
        }
        strand.await(Earliest.of(timeout, silence));
    }

    private static @Nullable Instant later(Instant start, @Nullable Long seconds) {
        return seconds == null ? null : start.plusSeconds(seconds);
    }

    private StateError timedOut(String error) {
        event("TimedOut", Details.of("error", error));
        return new StateError(error, null);
    }

    private SequencedMap<String, @Nullable Object> scheduled(Request request) {
        return kind == Kind.FUNCTION
                ? Details.of(
                        "resource",
                        request.function(),
                        "input",
                        Details.payload(request.payload()),
                        "timeoutInSeconds",
                        request.timeout())
                : Details.of(
                        "region",
                        "local",
                        "parameters",
                        Details.payload(request.parameters()),
                        "timeoutInSeconds",
                        request.timeout(),
                        "heartbeatInSeconds",
                        request.heartbeat());
    }

    private void event(String what, SequencedMap<String, @Nullable Object> details) {
        if (kind != Kind.FUNCTION) {
            details.putFirst(
                    "resource", kind == Kind.INVOKE ? "invoke" : "invoke.waitForTaskToken");
            details.putFirst("resourceType", "lambda");
        }
        strand.append(kind.eventPrefix + what, details);
    }

    /** The answer of <code>lambda:invoke</code>: the function's, and the response around it. */
    private SequencedMap<String, @Nullable Object> invocation(PendingTask.Success success) {
        String requestId = UUID.randomUUID().toString();
        SequencedMap<String, @Nullable Object> headers = new LinkedHashMap<>();
        headers.put("Connection", "keep-alive");
        headers.put("Content-Length", Integer.toString(success.bytes()));
        headers.put("Content-Type", "application/json");
        headers.put("Date", HTTP_DATE.format(strand.now().atOffset(ZoneOffset.UTC)));
        headers.put("X-Amz-Executed-Version", "$LATEST");
        headers.put("x-amzn-Remapped-Content-Length", "0");
        headers.put("x-amzn-RequestId", requestId);
        headers.put("X-Amzn-Trace-Id", "Root=" + requestId);
        SequencedMap<String, @Nullable Object> allHeaders = new LinkedHashMap<>();
        headers.forEach((name, value) -> allHeaders.put(name, List.of(value)));
        SequencedMap<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("ExecutedVersion", "$LATEST");
        result.put("Payload", success.value());
        result.put(
                "SdkHttpMetadata",
                Details.of(
                        "AllHttpHeaders",
                        allHeaders,
                        "HttpHeaders",
                        headers,
                        "HttpStatusCode",
                        200));
        result.put("SdkResponseMetadata", Details.of("RequestId", requestId));
        result.put("StatusCode", 200);
        return result;
    }
}
