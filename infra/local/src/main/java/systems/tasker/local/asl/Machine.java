package systems.tasker.local.asl;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import systems.tasker.asl.Jsonata;
import systems.tasker.asl.StateMachine;

/**
 * A state machine, read, checked and with its expressions compiled: made once, executed by any
 * number of executions at once.
 */
public final class Machine {
    /** A machine of hundreds of Parallels within each other takes some stack to read. */
    private static final long STACK_BYTES = 64L << 20;

    private final String name;
    private final StateMachine definition;
    private final Map<String, Expression> expressions;

    Machine(String name, StateMachine definition, Map<String, Expression> expressions) {
        this.name = name;
        this.definition = definition;
        this.expressions = expressions;
    }

    /**
     * Reads a machine.
     *
     * @param json the emitted JSON
     * @throws InvalidMachine where it is not valid, or not supported
     */
    public static Machine read(String name, String json) {
        CompletableFuture<Machine> machine = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("read " + name)
                .stackSize(STACK_BYTES)
                .start(
                        () -> {
                            try {
                                MachineReader reader = new MachineReader();
                                StateMachine definition = reader.read(json);
                                machine.complete(
                                        new Machine(name, definition, reader.expressions()));
                            } catch (RuntimeException | Error e) {
                                machine.completeExceptionally(e);
                            }
                        });
        try {
            return machine.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidMachine invalid) {
                throw invalid;
            }
            throw e;
        }
    }

    /** The name it was read under. */
    public String name() {
        return name;
    }

    /** What was read. */
    public StateMachine definition() {
        return definition;
    }

    Expression expression(Jsonata jsonata) {
        Expression expression = expressions.get(jsonata.text());
        if (expression == null) {
            throw new IllegalStateException("Not of this machine: " + jsonata.text());
        }
        return expression;
    }
}
