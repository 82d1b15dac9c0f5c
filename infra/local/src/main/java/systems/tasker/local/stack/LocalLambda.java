package systems.tasker.local.stack;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.emit.CompiledFunction;
import systems.tasker.json.Json;
import systems.tasker.json.JsonText;
import systems.tasker.local.asl.FunctionFailed;
import systems.tasker.local.asl.FunctionInvoker;
import systems.tasker.protocol.TaskerRuntime;

/**
 * The Lambda service in this process: calls the real entry points with bytes, each instance by one
 * invocation at a time, ends what takes longer than its function may, and fails as Lambda fails.
 */
final class LocalLambda implements FunctionInvoker {
    private static final ScheduledThreadPoolExecutor WATCHES = watches();
    private static final String ARN = "arn:aws:lambda:local:000000000000:function:";

    private final Supplier<TaskerRuntime> runtime;
    private final Consumer<String> logLines;
    private final ClassLoader classes;
    private final Map<String, Deployed> functions = new ConcurrentHashMap<>();
    private final Phaser invocations = new Phaser(1);

    /**
     * A service without functions.
     *
     * @param runtime what functions work with, asked for at each invocation
     */
    LocalLambda(Supplier<TaskerRuntime> runtime, Consumer<String> logLines, ClassLoader classes) {
        this.runtime = runtime;
        this.logLines = logLines;
        this.classes = classes;
    }

    private static ScheduledThreadPoolExecutor watches() {
        ScheduledThreadPoolExecutor watches =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("time-outs").daemon().factory());
        watches.setRemoveOnCancelPolicy(true);
        return watches;
    }

    /** A function and its idle instances. */
    private record Deployed(
            String name,
            Constructor<? extends RequestStreamHandler> handler,
            Duration timeout,
            ConcurrentLinkedDeque<RequestStreamHandler> idle) {

        RequestStreamHandler instance() throws ReflectiveOperationException {
            RequestStreamHandler instance = idle.pollFirst();
            return instance == null ? handler.newInstance() : instance;
        }
    }

    /**
     * Makes a function known.
     *
     * @return its ARN
     * @throws UnusableHandler where its class is not there or is no handler
     */
    String deploy(CompiledFunction function) {
        String arn = ARN + function.logicalId();
        functions.put(
                arn,
                new Deployed(
                        function.logicalId(),
                        handler(function.handlerClass()),
                        Duration.ofSeconds(function.timeoutSeconds()),
                        new ConcurrentLinkedDeque<>()));
        return arn;
    }

    private Constructor<? extends RequestStreamHandler> handler(String name) {
        try {
            Class<? extends RequestStreamHandler> handler =
                    Class.forName(name, true, classes).asSubclass(RequestStreamHandler.class);
            int modifiers = handler.getModifiers();
            if (Modifier.isAbstract(modifiers) || !Modifier.isPublic(modifiers)) {
                throw new UnusableHandler(
                        "`" + name + "` is no handler: it must be public, and not abstract");
            }
            return handler.getConstructor();
        } catch (ClassNotFoundException e) {
            throw new UnusableHandler("There is no class `" + name + "`");
        } catch (LinkageError e) {
            throw new UnusableHandler("`" + name + "` cannot be loaded: " + e);
        } catch (ClassCastException e) {
            throw new UnusableHandler(
                    "`" + name + "` is no handler: it must extend StepHandler or ConfiguredTask");
        } catch (NoSuchMethodException e) {
            throw new UnusableHandler(
                    "`" + name + "` needs a public constructor without parameters, as Lambda does");
        }
    }

    @Override
    public JsonText invoke(String arn, JsonText payload) throws FunctionFailed {
        Deployed function = functions.get(arn);
        if (function == null) {
            throw failed(
                    "Lambda.ResourceNotFoundException", "Function not found: " + arn, List.of());
        }
        invocations.register();
        try {
            return invoke(function, payload);
        } finally {
            invocations.arriveAndDeregister();
        }
    }

    /** Waits until all invocations that are under way have ended. */
    void awaitIdle() throws InterruptedException {
        invocations.awaitAdvanceInterruptibly(invocations.arrive());
    }

    private JsonText invoke(Deployed function, JsonText payload) throws FunctionFailed {
        String requestId = UUID.randomUUID().toString();
        Watch watch = new Watch(Thread.currentThread());
        ScheduledFuture<?> end =
                WATCHES.schedule(watch, function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            RequestStreamHandler instance = function.instance();
            ByteArrayOutputStream out = new ByteArrayOutputStream(256);
            instance.handleRequest(
                    new ByteArrayInputStream(payload.text().getBytes(StandardCharsets.UTF_8)),
                    out,
                    context(requestId, function.name()));
            function.idle().addFirst(instance);
            if (watch.over()) {
                throw timedOut(function, requestId);
            }
            return new JsonText(out.toString(StandardCharsets.UTF_8));
        } catch (Exception | Error e) {
            throw watch.over() ? timedOut(function, requestId) : failed(e);
        } finally {
            end.cancel(false);
        }
    }

    /** What an invocation is given. */
    LocalContext context(String requestId, String function) {
        return new LocalContext(requestId, function, runtime.get(), logLines);
    }

    private static FunctionFailed timedOut(Deployed function, String requestId) {
        return failed(
                "Sandbox.Timedout",
                "RequestId: %s Error: Task timed out after %d.00 seconds"
                        .formatted(requestId, function.timeout().toSeconds()),
                List.of());
    }

    /**
     * Interrupts an invocation when its time is up; one that does not hear is left to its state.
     */
    private static final class Watch implements Runnable {
        private final Thread invocation;
        private boolean over;
        private boolean ended;

        Watch(Thread invocation) {
            this.invocation = invocation;
        }

        @Override
        public synchronized void run() {
            if (!ended) {
                over = true;
                invocation.interrupt();
            }
        }

        /** Whether the time was up; from now on it does not matter. */
        synchronized boolean over() {
            ended = true;
            return over;
        }
    }

    private static FunctionFailed failed(Throwable thrown) {
        List<String> trace = new ArrayList<>();
        for (StackTraceElement element : thrown.getStackTrace()) {
            trace.add(element.toString());
        }
        return failed(thrown.getClass().getName(), thrown.getMessage(), trace);
    }

    private static FunctionFailed failed(
            String type, @Nullable String message, List<String> stackTrace) {
        SequencedMap<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("errorMessage", message);
        error.put("errorType", type);
        if (!stackTrace.isEmpty()) {
            error.put("stackTrace", stackTrace);
        }
        return new FunctionFailed(type, Json.write(error));
    }
}
