package systems.tasker.compiler.drawing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes graphs and machines as the text of a Mermaid flowchart.
 *
 * @see <a href="https://mermaid.js.org/syntax/flowchart.html">Mermaid, flowcharts</a>
 */
final class Mermaid {
    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> names = new HashMap<>();
    private int frames;

    private Mermaid() {}

    static String write(Graph graph) {
        Mermaid mermaid = new Mermaid();
        mermaid.begin(graph.title(), graph.description());
        graph.nodes().forEach(node -> mermaid.node(node, "  "));
        for (Graph.Edge edge : graph.edges()) {
            mermaid.line("  ", edge.from(), edge.implied() ? "-.->" : "-->", edge.to());
        }
        return mermaid.out.toString();
    }

    static String write(FlowChart chart) {
        Mermaid mermaid = new Mermaid();
        mermaid.begin(chart.title(), chart.description());
        mermaid.flow(chart.flow(), "  ");
        for (FlowChart.Wait wait : chart.waits()) {
            mermaid.line("  ", wait.step(), "-.->", wait.gate());
        }
        return mermaid.out.toString();
    }

    private void begin(String title, String description) {
        out.append("flowchart TD\n");
        out.append("  accTitle: ").append(oneLine(title)).append('\n');
        out.append("  accDescr: ").append(oneLine(description)).append('\n');
    }

    private void node(Node node, String indent) {
        String name = "n" + (names.size() + 1);
        names.put(node.id(), name);
        String label = "\"" + escaped(node.label()) + "\"";
        out.append(indent)
                .append(name)
                .append(
                        switch (node.kind()) {
                            case STEP -> "[" + label + "]";
                            case FINALIZE -> "([" + label + "])";
                            case GATE -> "{\"gate\"}";
                            case START, END -> "((\" \"))";
                        })
                .append('\n');
    }

    /** Writes a part; the name by which arrows can reach it and leave it. */
    private String flow(FlowChart.Flow flow, String indent) {
        return switch (flow) {
            case FlowChart.Single single -> {
                node(single.node(), indent);
                yield name(single.node().id());
            }
            case FlowChart.Sequence sequence -> {
                List<String> parts =
                        sequence.parts().stream().map(part -> flow(part, indent)).toList();
                out.append(indent).append(String.join(" --> ", parts)).append('\n');
                yield parts.getFirst();
            }
            case FlowChart.Parallel parallel -> {
                String frame = "p" + ++frames;
                out.append(indent).append("subgraph ").append(frame).append("[\" \"]\n");
                parallel.branches().forEach(branch -> flow(branch, indent + "  "));
                out.append(indent).append("end\n");
                yield frame;
            }
        };
    }

    private void line(String indent, String from, String arrow, String to) {
        out.append(indent).append(name(from)).append(' ').append(arrow).append(' ');
        out.append(name(to)).append('\n');
    }

    private String name(String id) {
        String name = names.get(id);
        if (name == null) {
            throw new IllegalArgumentException("No node is called " + id);
        }
        return name;
    }

    /**
     * As it may stand in quotes: characters that mean something to Mermaid, to HTML or to Markdown
     * become Mermaid's codes, as in {@code #35;}. Between letters or digits {@code _}, {@code -}
     * and {@code .} mean nothing.
     */
    static String escaped(String text) {
        int[] codePoints = text.codePoints().toArray();
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < codePoints.length; i++) {
            int codePoint = codePoints[i];
            boolean within =
                    i > 0
                            && i + 1 < codePoints.length
                            && Character.isLetterOrDigit(codePoints[i - 1])
                            && Character.isLetterOrDigit(codePoints[i + 1]);
            boolean plain =
                    codePoint == ' '
                            || Character.isLetterOrDigit(codePoint)
                            || (within && "_-.".indexOf(codePoint) >= 0)
                            || codePoint > 0xFF;
            if (plain) {
                escaped.appendCodePoint(codePoint);
            } else {
                escaped.append('#').append(codePoint).append(';');
            }
        }
        return escaped.toString();
    }

    /** Titles are not in quotes: what would end them, or be read as a code, is left out. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl};#{}]+", " ").strip();
    }
}
