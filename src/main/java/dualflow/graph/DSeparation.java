package dualflow.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * d-separation by a set of nodes, by reachability along the paths that it leaves open: Koller and Friedman, "Probabilistic graphical models",
 * 2009, algorithm 3.1.
 */
final class DSeparation {
    private final Dag dag;
    private final int[] given;
    private final boolean[] isGiven;
    private final boolean[] opensCollider; // itself or a descendant is given

    DSeparation(Dag dag, int... given) {
        this.dag = dag;
        this.given = given;
        isGiven = new boolean[dag.size()];
        Arrays.stream(given).forEach(node -> isGiven[node] = true);
        opensCollider = dag.withAncestors(given);
    }

    /** A node, and whether a path comes to it along an arrow, from a parent, or against one, from a child. */
    private record Visit(int node, boolean isFromParent) {}

    boolean separates(int a, int b) {
        if (a == b || isGiven[a] || isGiven[b]) {
            throw new IllegalArgumentException("d-separation is of two different nodes outside the given set, not of "
                    + dag.names(a) + " and " + dag.names(b) + " given " + dag.names(given) + ".");
        }
        boolean[] seenFromParent = new boolean[dag.size()];
        boolean[] seenFromChild = new boolean[dag.size()];
        Deque<Visit> next = new ArrayDeque<>();
        next.add(new Visit(a, false));
        while (!next.isEmpty()) {
            Visit visit = next.remove();
            int node = visit.node;
            boolean[] seen = visit.isFromParent ? seenFromParent : seenFromChild;
            if (seen[node]) {
                continue;
            }
            seen[node] = true;
            if (node == b) {
                return false;
            }
            if (!isGiven[node]) {
                Arrays.stream(dag.children(node)).forEach(child -> next.add(new Visit(child, true)));
            }
            if (visit.isFromParent ? opensCollider[node] : !isGiven[node]) {
                Arrays.stream(dag.parents(node)).forEach(parent -> next.add(new Visit(parent, false)));
            }
        }
        return true;
    }
}
