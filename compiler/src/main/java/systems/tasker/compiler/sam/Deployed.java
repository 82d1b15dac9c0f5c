package systems.tasker.compiler.sam;

import systems.tasker.compiler.CompiledWorkflow;

/**
 * A workflow and where a deployment finds its parts, as paths below the template's folder.
 *
 * @param code the zip with its handlers
 * @param machine its compiled machine
 */
public record Deployed(CompiledWorkflow workflow, String code, String machine) {
    String label() {
        return workflow.namespace() + "/" + workflow.name();
    }
}
