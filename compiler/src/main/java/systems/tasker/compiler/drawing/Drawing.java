package systems.tasker.compiler.drawing;

/** Draws graphs and machines. The same input gives the same text. */
public final class Drawing {
    private Drawing() {}

    /** A graph in layers, as an SVG document. */
    public static String svg(Graph graph) {
        return SvgWriter.write(LayeredLayout.picture(graph));
    }

    /** A machine in columns, as an SVG document. */
    public static String svg(FlowChart chart) {
        return SvgWriter.write(NestedLayout.picture(chart));
    }

    /** A graph as the text of a Mermaid flowchart, which GitHub draws. */
    public static String mermaid(Graph graph) {
        return Mermaid.write(graph);
    }

    /** A machine as the text of a Mermaid flowchart. */
    public static String mermaid(FlowChart chart) {
        return Mermaid.write(chart);
    }
}
