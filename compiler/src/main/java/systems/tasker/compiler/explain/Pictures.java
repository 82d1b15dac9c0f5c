package systems.tasker.compiler.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systems.tasker.compiler.drawing.FlowChart;
import systems.tasker.compiler.drawing.Graph;
import systems.tasker.compiler.drawing.Node;
import systems.tasker.compiler.plan.Plan;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import systems.tasker.compiler.template.TaskTemplate;

/** A workflow as a graph and as a machine to be drawn. */
public final class Pictures {
    private static final String START = "start";
    private static final String FINALIZE = "finalize";
    private static final String END = "end";
    private static final String STEP = "step: ";
    private static final String GATE = "gate: ";

    private final TaskTemplate template;
    private final Map<String, Node.Status> statuses;
    private final List<FlowChart.Wait> waits = new ArrayList<>();

    /**
     * Pictures of a template.
     *
     * @param statuses by the names of steps; without any, the picture is not of a run
     */
    public Pictures(TaskTemplate template, Map<String, Node.Status> statuses) {
        this.template = template;
        this.statuses = statuses;
    }

    /** The steps and what each is declared to depend on. */
    public Graph declared() {
        StepOrder order = StepOrder.of(template);
        List<Node> nodes = template.steps().stream().map(this::node).toList();
        List<Graph.Edge> edges = new ArrayList<>();
        for (StepTemplate step : template.steps()) {
            for (Located<String> dependency : step.dependsOn()) {
                String name = step.name().value();
                boolean implied = !order.isParent(dependency.value(), name);
                edges.add(new Graph.Edge(STEP + dependency.value(), STEP + name, implied));
            }
        }
        return new Graph(title(), description(), nodes, edges);
    }

    /** The machine that runs a plan. */
    public FlowChart machine(Plan plan) {
        waits.clear();
        List<FlowChart.Flow> parts = new ArrayList<>();
        parts.add(single(new Node(START, "start", Node.Kind.START)));
        add(plan, parts);
        parts.add(single(new Node(FINALIZE, "Finalize", Node.Kind.FINALIZE)));
        parts.add(single(new Node(END, "end", Node.Kind.END)));
        return new FlowChart(
                title() + ", the machine",
                description() + " As compiled: Parallels are frames, gates are diamonds.",
                new FlowChart.Sequence(parts),
                waits);
    }

    private void add(Plan plan, List<FlowChart.Flow> parts) {
        switch (plan) {
            case Plan.Sequence sequence -> sequence.parts().forEach(part -> add(part, parts));
            case Plan.Step step -> parts.add(single(node(stepOf(step.name()))));
            case Plan.Gate gate -> {
                String id = GATE + gate.name();
                String label = "gate of " + gate.name();
                parts.add(single(new Node(id, label, Node.Kind.GATE)));
                gate.waitsFor().forEach(step -> waits.add(new FlowChart.Wait(STEP + step, id)));
            }
            case Plan.Parallel parallel ->
                    parts.add(
                            new FlowChart.Parallel(
                                    parallel.branches().stream().map(this::branch).toList()));
        }
    }

    private FlowChart.Flow branch(Plan plan) {
        List<FlowChart.Flow> parts = new ArrayList<>();
        add(plan, parts);
        return parts.size() == 1 ? parts.getFirst() : new FlowChart.Sequence(parts);
    }

    private static FlowChart.Flow single(Node node) {
        return new FlowChart.Single(node);
    }

    private StepTemplate stepOf(String name) {
        return template.steps().stream()
                .filter(step -> step.name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Node node(StepTemplate step) {
        String name = step.name().value();
        String handler = step.handlerClass().value();
        return new Node(
                STEP + name,
                name,
                Node.Kind.STEP,
                Optional.of(handler.substring(handler.lastIndexOf('.') + 1)),
                Optional.ofNullable(statuses.get(name)));
    }

    private String title() {
        return template.namespace() + "/" + template.name() + " " + template.version();
    }

    private String description() {
        int steps = template.steps().size();
        return "%d step%s. %s"
                .formatted(steps, steps == 1 ? "" : "s", template.description().orElse(""))
                .strip();
    }
}
