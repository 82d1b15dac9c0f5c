package systems.tasker.local.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.json.Json;
import systems.tasker.services.Fault;
import systems.tasker.services.Services;

/** What shall go wrong at the example's services. */
final class Faults {
    @Option(
            names = "--fault",
            paramLabel = "SERVICE:FAULT",
            description = {
                "Let a service of the example fail: billing:503 (once), billing:503x2 (twice),"
                        + " billing:503x* (always), notification:429x1,retry-after=3,"
                        + " preferences:delay=2s, user:drop (no answer), billing:lost (done, but no"
                        + " answer)."
            },
            converter = FaultOption.class)
    private List<Fault> faults = new ArrayList<>();

    List<Fault> all() {
        return faults;
    }

    /**
     * A fault that nothing can meet is a slip.
     *
     * @throws Console.Failure where the workflow does not call the service of a fault
     */
    void mustConcern(CompiledWorkflow workflow) {
        List<String> called =
                Services.NAMES.stream().filter(service -> calls(workflow, service)).toList();
        for (Fault fault : faults) {
            if (!called.contains(fault.service())) {
                throw Console.Failure.wrongUsage(
                        "--fault "
                                + fault.service()
                                + ": workflow `"
                                + workflow.name()
                                + "` does not call this service; "
                                + (called.isEmpty()
                                        ? "it calls none"
                                        : "it calls " + String.join(", ", called)));
            }
        }
    }

    /** Whether a configuration names a service, or a variable of the environment that may do so. */
    private static boolean calls(CompiledWorkflow workflow, String service) {
        return workflow.template().steps().stream()
                .map(step -> Json.write(step.handlerConfig()))
                .anyMatch(
                        config ->
                                config.contains(Services.baseUrl(service))
                                        || config.contains("<%"));
    }
}
