package dualflow.graph;

/**
 * An edge of a partially directed graph.
 *
 * @param from a node; the tail if the edge is directed, else the end that comes first in the graph's order of nodes
 * @param to the other node
 * @param type whether it is directed
 */
public record Edge(String from, String to, Type type) {
    /** What an edge says of the direction of cause and effect. */
    public enum Type {
        /** From cause to effect. */
        DIRECTED,
        /** One of the two directions, and it is not known which. */
        UNDIRECTED
    }

    @Override
    public String toString() {
        return from + (type == Type.DIRECTED ? " -> " : " -- ") + to;
    }
}
