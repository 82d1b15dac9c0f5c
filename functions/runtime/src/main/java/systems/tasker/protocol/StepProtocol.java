package systems.tasker.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import systems.tasker.Blocked;
import systems.tasker.RetryableError;
import systems.tasker.Sequence;
import systems.tasker.Step;
import systems.tasker.StructuredLog;
import systems.tasker.Task;
import systems.tasker.json.JsonObject;
import systems.tasker.json.JsonText;
import systems.tasker.store.Failure;
import systems.tasker.store.Snapshot;
import systems.tasker.store.StepItem;
import systems.tasker.store.StepStatus;
import systems.tasker.store.TaskItem;
import systems.tasker.store.TaskStore;

/**
 * What the function of a step does: look, claim, call the handler, commit. Each write is a
 * compare-and-set on what was read, so whoever comes late or twice finds out, and nothing is
 * overwritten.
 */
public final class StepProtocol {
    /** How often a step is looked at anew because someone else has just written it. */
    private static final int LOOKS = 5;

    private final TaskerRuntime runtime;
    private final TaskStore store;
    private final StepRequest request;
    private final Caller caller;
    private final String claim;
    private final Consumer<String> logLines;

    private StepProtocol(
            TaskerRuntime runtime, StepRequest request, String claim, Consumer<String> logLines) {
        this.runtime = runtime;
        this.store = runtime.store();
        this.request = request;
        this.caller = request.caller();
        this.claim = claim;
        this.logLines = logLines;
    }

    /** The business logic of a step. */
    @FunctionalInterface
    public interface Handler {
        /** Gives the step's results as JSON values. */
        @Nullable Object handle(Task task, Sequence sequence, Step step) throws Exception;
    }

    /** An invocation of a step's function, from payload to answer. */
    public static FunctionEntry.Function function(Handler handler) {
        return (runtime, payload, invocation) ->
                new StepProtocol(
                                runtime,
                                StepRequest.of(payload),
                                invocation.requestId(),
                                invocation.logLines())
                        .run(handler);
    }

    private SequencedMap<String, @Nullable Object> run(Handler handler) {
        for (int look = 0; look < LOOKS; look++) {
            Snapshot found = store.read(caller.input().taskId(), ownAndDependencies());
            TaskItem task = caller.mustOwn(found);
            Instant now = runtime.clock().instant();
            StepItem own = found.stepOrUnclaimed(request.step(), now);
            if (own.status().satisfied()) {
                return ended(own);
            }
            if (claim.equals(own.claim()) && own.status() == StepStatus.IN_PROGRESS) {
                return attempt(handler, task, found, own);
            }
            Optional<String> missing = missingDependency(found);
            if (missing.isPresent()) {
                block(own, missing.get(), now);
                continue;
            }
            if (task.bypassed().contains(request.step())
                    && own.status() != StepStatus.IN_PROGRESS) {
                StepItem skipped = own.skipped("bypassed at creation", now);
                if (store.put(skipped)) {
                    return ended(skipped);
                }
                continue;
            }
            Budget budget = new Budget(request, now);
            budget.mustBeDue(own);
            Optional<Failure> end = budget.end(own);
            if (end.isPresent()) {
                StepItem failed = own.failed(end.get(), caller.input().run(), now);
                if (store.put(failed)) {
                    throw Budget.error(failed, now);
                }
                continue;
            }
            StepItem claimed =
                    own.claimed(
                            caller.input().run(),
                            claim,
                            now.plus(Step.timeout(request.handlerConfig())),
                            now);
            if (store.put(claimed)) {
                return attempt(handler, task, found, claimed);
            }
        }
        throw new RetryableError(
                "Step `" + request.step() + "` changes too fast: others are working on it");
    }

    private List<String> ownAndDependencies() {
        List<String> names = new ArrayList<>(request.dependsOn().size() + 1);
        names.add(request.step());
        names.addAll(request.dependsOn());
        return names;
    }

    private Optional<String> missingDependency(Snapshot found) {
        return request.dependsOn().stream()
                .filter(
                        name ->
                                found.step(name)
                                        .filter(step -> step.status().satisfied())
                                        .isEmpty())
                .findFirst();
    }

    /** Returns only where the step has changed meanwhile. */
    private void block(StepItem own, String missing, Instant now) {
        int run = caller.input().run();
        String reason = "`" + missing + "` is not complete";
        boolean blocked = own.status() == StepStatus.BLOCKED && own.run() == run;
        if (own.status() == StepStatus.IN_PROGRESS) {
            throw Budget.claimed(own, now);
        }
        if (blocked || store.put(own.blocked(run, reason, now))) {
            gates().ended(request.step(), request.gates());
            throw new Blocked("Step `" + request.step() + "` cannot run: " + reason);
        }
    }

    private SequencedMap<String, @Nullable Object> attempt(
            Handler handler, TaskItem item, Snapshot found, StepItem claimed) {
        Views views = new Views(runtime, caller.input().correlationId(), logLines);
        Task task = views.task(item, JsonObject.EMPTY);
        Sequence sequence = views.sequence(item, found, store);
        StructuredLog log = views.other(claimed).log();
        JsonText results;
        try {
            Step step = views.own(claimed, configuration());
            results = Results.json(handler.handle(task, sequence, step));
            if (!task.annotations().isEmpty()) {
                store.annotate(
                        task.id(),
                        Views.annotations(task.annotations(), runtime.clock().instant()));
            }
        } catch (InterruptedException e) {
            // The function is being ended: like any death, the next attempt finds out.
            Thread.currentThread().interrupt();
            throw new RetryableError("Interrupted");
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            Instant now = runtime.clock().instant();
            Failure failure = new Budget(request, now).failure(claimed, e);
            Answers.logFailure(log, failure, e);
            StepItem committed = commit(claimed, claimed.failed(failure, now));
            if (committed.status().satisfied()) {
                return ended(committed);
            }
            throw Budget.error(committed, now);
        }
        StepItem committed = commit(claimed, claimed.completed(results, runtime.clock().instant()));
        Answers.logCompletion(log, committed);
        return ended(committed);
    }

    private JsonObject configuration() {
        return Configuration.filledIn(
                request.handlerConfig(), runtime.environment(), "Step `" + request.step() + "`");
    }

    /**
     * Whoever finds the step complete says so to its gates: the one who made it so may have died.
     */
    private SequencedMap<String, @Nullable Object> ended(StepItem complete) {
        gates().ended(request.step(), request.gates());
        return Answers.of(complete);
    }

    private Gates gates() {
        return Gates.of(runtime, caller);
    }

    /** The item as it stands after the write: the next one, or a later one that lets this go by. */
    private StepItem commit(StepItem claimed, StepItem next) {
        if (store.put(next)) {
            return next;
        }
        StepItem stored =
                store.read(claimed.taskId(), List.of(claimed.name()))
                        .step(claimed.name())
                        .orElseThrow();
        boolean resent = claim.equals(stored.claim()) && stored.status() == next.status();
        if (resent || stored.status().satisfied()) {
            return stored;
        }
        throw new RetryableError(
                "Attempt "
                        + claimed.attempts()
                        + " of step `"
                        + claimed.name()
                        + "` came too late: the step has gone on without it");
    }
}
