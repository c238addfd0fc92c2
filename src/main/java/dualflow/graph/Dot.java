package dualflow.graph;

/** Graphs in the language of Graphviz. */
public final class Dot {
    private Dot() {}

    /**
     * Writes a graph; nodes without edges too.
     *
     * @param graph the graph
     * @return the text of a {@code digraph}, in which undirected edges have {@code dir=none}
     */
    public static String of(Pdag graph) {
        StringBuilder text = new StringBuilder("digraph {\n");
        graph.nodes().forEach(node -> text.append("  ").append(quoted(node)).append(";\n"));
        for (Edge edge : graph.edges()) {
            text.append("  ").append(quoted(edge.from())).append(" -> ").append(quoted(edge.to()));
            text.append(edge.type() == Edge.Type.UNDIRECTED ? " [dir=none];\n" : ";\n");
        }
        return text.append("}\n").toString();
    }

    /** In a quoted name of DOT a backslash begins an escape, and a quotation mark ends it. */
    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
