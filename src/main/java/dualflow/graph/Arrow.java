package dualflow.graph;

/**
 * A directed edge.
 *
 * @param from its tail, the parent
 * @param to its head, the child
 */
public record Arrow(String from, String to) {
    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
