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

    /**
     * Whether two edges have the same ends.
     *
     * @param other another edge
     * @return whether they join the same nodes, in whatever direction
     */
    public boolean joinsAs(Edge other) {
        return (from.equals(other.from) && to.equals(other.to)) || (from.equals(other.to) && to.equals(other.from));
    }

    @Override
    public String toString() {
        return from + (type == Type.DIRECTED ? " -> " : " -- ") + to;
    }
}
