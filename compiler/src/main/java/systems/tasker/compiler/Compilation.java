package systems.tasker.compiler;

import java.util.List;
import java.util.Optional;
import systems.tasker.compiler.diagnostics.Diagnostic;

/**
 * What came of a source.
 *
 * @param workflow empty where the diagnostics hold an error
 * @param diagnostics by position
 */
public record Compilation(Optional<CompiledWorkflow> workflow, List<Diagnostic> diagnostics) {
    public Compilation {
        diagnostics = List.copyOf(diagnostics);
    }
}
