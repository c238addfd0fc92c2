package dualflow.graph;

import java.util.List;
import java.util.Optional;

/**
 * A graph that was found beside the one that should have been, both as CPDAGs: edges by their ends, and of those that both have the direction.
 *
 * @param shared edges of both, as the true graph has them
 * @param missing edges of the true graph alone
 * @param extra edges of the found graph alone
 * @param turned edges of both that are not directed alike, as the found graph has them
 */
public record GraphComparison(List<Edge> shared, List<Edge> missing, List<Edge> extra, List<Edge> turned) {
    /**
     * Compares two graphs.
     *
     * @param truth the true graph
     * @param found the graph found; nodes are compared by name
     * @return the comparison
     */
    public static GraphComparison of(Pdag truth, Pdag found) {
        return new GraphComparison(
                truth.edges().stream()
                        .filter(edge -> same(edge, found).isPresent())
                        .toList(),
                truth.edges().stream()
                        .filter(edge -> same(edge, found).isEmpty())
                        .toList(),
                found.edges().stream()
                        .filter(edge -> same(edge, truth).isEmpty())
                        .toList(),
                found.edges().stream()
                        .filter(edge -> same(edge, truth)
                                .filter(other -> !isLike(edge, other))
                                .isPresent())
                        .toList());
    }

    /** The edge of a graph between the same two nodes. */
    private static Optional<Edge> same(Edge edge, Pdag graph) {
        return graph.edges().stream().filter(edge::joinsAs).findFirst();
    }

    private static boolean isLike(Edge edge, Edge other) {
        return edge.type() == other.type()
                && (edge.type() == Edge.Type.UNDIRECTED || edge.from().equals(other.from()));
    }

    /**
     * Whether the graphs are Markov equivalent.
     *
     * @return whether they have the same edges, directed alike
     */
    public boolean isEquivalent() {
        return missing.isEmpty() && extra.isEmpty() && turned.isEmpty();
    }
}
