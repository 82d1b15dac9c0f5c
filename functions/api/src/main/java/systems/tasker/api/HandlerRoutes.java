package systems.tasker.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import systems.tasker.api.Catalogue.Entry;
import systems.tasker.service.Violation;
import systems.tasker.service.Workflow;
import systems.tasker.service.Workflow.WorkflowStep;

/** What is told of the deployed templates. */
final class HandlerRoutes {
    private final Catalogue catalogue;

    HandlerRoutes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/handlers", this::all),
                new Route("GET", "/handlers/{namespace}", this::inNamespace),
                new Route("GET", "/handlers/{namespace}/{name}", Set.of("version"), this::one));
    }

    private Response all(Call call) {
        return list(catalogue.entries());
    }

    private Response inNamespace(Call call) {
        String namespace = call.path("namespace");
        List<Entry> found =
                catalogue.entries().stream()
                        .filter(entry -> entry.workflow().namespace().equals(namespace))
                        .toList();
        if (found.isEmpty()) {
            throw new Problem(
                    ProblemKind.UNKNOWN_WORKFLOW,
                    "There is no namespace `" + namespace + "`; `GET /handlers` lists what is");
        }
        return list(found);
    }

    private static Response list(List<Entry> entries) {
        return Response.json(
                200, Map.of("handlers", entries.stream().map(HandlerRoutes::summary).toList()));
    }

    private Response one(Call call) {
        Entry entry =
                catalogue
                        .find(call.path("namespace"), call.path("name"))
                        .orElseThrow(
                                () ->
                                        unknown(
                                                call.path("namespace") + "/" + call.path("name"),
                                                catalogue));
        call.parameter("version")
                .ifPresent(version -> mustBeDeployed(entry.workflow(), version, "?version"));
        SequencedMap<String, @Nullable Object> document = summary(entry);
        document.put("schema", entry.document().value("schema"));
        document.put("step_templates", entry.document().value("step_templates"));
        document.put("dependency_graph", graph(entry.workflow()));
        return Response.json(200, document);
    }

    private static SequencedMap<String, @Nullable Object> summary(Entry entry) {
        SequencedMap<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("namespace", entry.workflow().namespace());
        summary.put("name", entry.workflow().name());
        summary.put("version", entry.workflow().version());
        summary.put("description", entry.document().value("description"));
        summary.put("step_count", entry.workflow().steps().size());
        return summary;
    }

    private static Map<String, Object> graph(Workflow workflow) {
        List<Map<String, String>> edges = new ArrayList<>();
        for (WorkflowStep step : workflow.steps()) {
            for (String dependency : step.dependsOn()) {
                SequencedMap<String, String> edge = new LinkedHashMap<>();
                edge.put("from", dependency);
                edge.put("to", step.name());
                edges.add(edge);
            }
        }
        SequencedMap<String, Object> graph = new LinkedHashMap<>();
        graph.put("nodes", workflow.stepNames());
        graph.put("edges", edges);
        return graph;
    }

    static Problem unknown(String label, Catalogue catalogue) {
        return new Problem(ProblemKind.UNKNOWN_WORKFLOW, sentence(label, catalogue));
    }

    /** That there is no such workflow, and what there is. */
    static String sentence(String label, Catalogue catalogue) {
        List<String> known = catalogue.workflows().stream().map(Workflow::label).toList();
        return "No workflow `" + label + "` is deployed; deployed: " + String.join(", ", known);
    }

    /**
     * One version of a template is deployed at a time.
     *
     * @throws Problem VERSION_NOT_DEPLOYED where it is another
     */
    static void mustBeDeployed(Workflow workflow, String version, String where) {
        if (!workflow.version().equals(version)) {
            String deployed = "`" + workflow.version() + "`";
            throw new Problem(
                    ProblemKind.VERSION_NOT_DEPLOYED,
                    "Version `"
                            + version
                            + "` of `"
                            + workflow.label()
                            + "` is not deployed; the deployed one is "
                            + deployed,
                    List.of(new Violation(where, "must be " + deployed + " or left out")));
        }
    }
}
