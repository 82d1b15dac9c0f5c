package systems.tasker.local.faults;

import java.util.List;
import java.util.function.Supplier;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.Compiler;
import systems.tasker.json.JsonText;
import systems.tasker.local.stack.InterposedStack;

/**
 * A workflow that trials run, with what surrounds it.
 *
 * @param surroundings made anew for each trial, or always the same
 * @param context of each trial's task
 * @param runs how many the task needs where nothing goes wrong
 */
record Workload(
        InterposedStack.Deployment deployment,
        Supplier<Surroundings> surroundings,
        Supplier<JsonText> context,
        int runs) {

    /** Of four steps, c waits for a and b, and d for b alone: no nesting says so, a gate does. */
    static Workload theN() {
        return theN("systems.tasker.local.faults.LedgerStep");
    }

    /** Likewise, with another handler. */
    static Workload theN(String handler) {
        return ledger(
                1,
                step("a", handler, List.of()),
                step("b", handler, List.of()),
                step("c", handler, List.of("a", "b")),
                step("d", handler, List.of("b")));
    }

    /**
     * Three steps side by side, of which one fails until somebody repairs what it calls, and one
     * fails once; what comes after all of them is blocked until a second run.
     */
    static Workload failingFanOut() {
        String handler = "systems.tasker.local.faults.LedgerStep";
        return ledger(
                2,
                step("split", handler, List.of()),
                step("left", handler, List.of("split")),
                step("middle", handler, List.of("split"))
                        + "    handler_config: {refused: for_good}\n",
                step("right", handler, List.of("split")) + "    handler_config: {refused: once}\n",
                step("join", handler, List.of("left", "middle", "right")));
    }

    private static String step(String name, String handler, List<String> dependencies) {
        return "  - name: %s%n    handler_class: %s%n    depends_on_steps: %s%n"
                .formatted(name, handler, dependencies);
    }

    private static Workload ledger(int runs, String... steps) {
        Compilation compilation =
                new Compiler()
                        .compile(
                                "ledger.yaml",
                                "name: ledger\nstep_templates:\n" + String.join("", steps));
        return new Workload(
                InterposedStack.Deployment.of(
                        compilation
                                .workflow()
                                .orElseThrow(
                                        () ->
                                                new AssertionError(
                                                        compilation.diagnostics().toString()))),
                Ledger::new,
                () -> JsonText.EMPTY_OBJECT,
                runs);
    }
}
