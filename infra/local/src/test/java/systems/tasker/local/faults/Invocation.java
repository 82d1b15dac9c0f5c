package systems.tasker.local.faults;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.JsonText;
import systems.tasker.local.asl.FunctionFailed;
import systems.tasker.local.asl.FunctionInvoker;
import systems.tasker.local.asl.Scheduler;

/** An invocation of a function, on a thread of its own, so that it can die of itself. */
final class Invocation {
    private static final ThreadLocal<@Nullable Invocation> OF_THREAD = new ThreadLocal<>();

    private final String function;
    private final Scheduler.Signal over;
    private @Nullable JsonText answer;
    private @Nullable FunctionFailed failure;
    private @Nullable Throwable bug;

    /** What goes wrong after the service call that is under way. */
    Optional<Fault> afterServiceCall = Optional.empty();

    private Invocation(String function, Scheduler.Signal over) {
        this.function = function;
        this.over = over;
    }

    /** Invokes a function and waits for its answer or its death. */
    static JsonText of(
            String function, JsonText payload, FunctionInvoker functions, Scheduler scheduler)
            throws FunctionFailed {
        Invocation invocation =
                new Invocation(
                        function.substring(function.lastIndexOf(':') + 1), scheduler.signal());
        scheduler.fork(
                function,
                () -> {
                    OF_THREAD.set(invocation);
                    invocation.run(function, payload, functions);
                });
        invocation.over.await(null);
        return invocation.answer();
    }

    private void run(String arn, JsonText payload, FunctionInvoker functions) {
        try {
            answer = functions.invoke(arn, payload);
        } catch (FunctionFailed e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            bug = e;
        }
        over.set();
    }

    private JsonText answer() throws FunctionFailed {
        if (failure != null) {
            throw failure;
        }
        if (answer == null) {
            throw new AssertionError(bug);
        }
        return answer;
    }

    /** That of the calling thread. */
    static Optional<Invocation> current() {
        return Optional.ofNullable(OF_THREAD.get());
    }

    /** Whose thread it is, as a person reads it. */
    static String caller() {
        return current().map(invocation -> invocation.function).orElse("outside");
    }

    /** Its thread will not go on: Lambda says so. */
    void die() {
        failure = new FunctionFailed("Lambda.Unknown", "The process of " + function + " is gone");
        over.set();
    }
}
