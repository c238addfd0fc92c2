package dualflow.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns edges of a skeleton into arrows: v-structures first, then by Meek's rules all arrows that follow from them. Meek, "Causal inference and causal
 * explanation with background knowledge", UAI 1995.
 *
 * <p>Arrows are drawn in rounds: all that follow from the graph as it stands, at once, so that neither the order of the nodes nor that of the
 * rules matters. An edge that is to be an arrow in both directions, as errors of tests can demand, stays undirected for good, and is a conflict.
 */
final class Orientation {
    private final List<String> nodes;
    private final boolean[][] may; // as in Pdag
    private final boolean[][] conflict;

    /** All edges undirected. */
    Orientation(List<String> nodes, boolean[][] skeleton) {
        this.nodes = nodes;
        may = Arrays.stream(skeleton).map(boolean[]::clone).toArray(boolean[][]::new);
        conflict = new boolean[may.length][may.length];
    }

    /** Draws arrows [from][to] along undirected edges; returns whether there was one that is no conflict. */
    boolean draw(boolean[][] arrows) {
        boolean drawn = false;
        for (int i = 0; i < may.length; i++) {
            for (int j = 0; j < may.length; j++) {
                if (arrows[i][j] && arrows[j][i]) {
                    conflict[i][j] = true;
                } else if (arrows[i][j] && isOpen(i, j)) {
                    may[j][i] = false;
                    drawn = true;
                }
            }
        }
        return drawn;
    }

    /** Draws the arrows that Meek's rules demand until there are none. */
    void applyMeeksRules() {
        while (draw(demanded())) {}
    }

    private boolean[][] demanded() {
        boolean[][] arrows = new boolean[may.length][may.length];
        for (int a = 0; a < may.length; a++) {
            for (int b = 0; b < may.length; b++) {
                arrows[a][b] = isOpen(a, b) && (first(a, b) || second(a, b) || third(a, b) || fourth(a, b));
            }
        }
        return arrows;
    }

    /** c -> a -- b with c and b not adjacent: b -> a would be a new v-structure. */
    private boolean first(int a, int b) {
        for (int c = 0; c < may.length; c++) {
            if (isArrow(c, a) && c != b && !isAdjacent(c, b)) {
                return true;
            }
        }
        return false;
    }

    /** a -> c -> b: b -> a would close a cycle. */
    private boolean second(int a, int b) {
        for (int c = 0; c < may.length; c++) {
            if (isArrow(a, c) && isArrow(c, b)) {
                return true;
            }
        }
        return false;
    }

    /** a -- c -> b and a -- d -> b with c and d not adjacent: with b -> a, c and d would be a cycle's or a v-structure's. */
    private boolean third(int a, int b) {
        for (int c = 0; c < may.length; c++) {
            for (int d = 0; d < c; d++) {
                if (isLine(a, c) && isArrow(c, b) && isLine(a, d) && isArrow(d, b) && !isAdjacent(c, d)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** a -- c -> d -> b with c and b not adjacent, a and d adjacent: with b -> a the first two rules would close a cycle. */
    private boolean fourth(int a, int b) {
        for (int c = 0; c < may.length; c++) {
            for (int d = 0; d < may.length; d++) {
                if (isLine(a, c) && isArrow(c, d) && isArrow(d, b) && c != b && !isAdjacent(c, b) && isAdjacent(a, d)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isAdjacent(int i, int j) {
        return may[i][j] || may[j][i];
    }

    private boolean isArrow(int from, int to) {
        return may[from][to] && !may[to][from];
    }

    private boolean isLine(int i, int j) {
        return may[i][j] && may[j][i];
    }

    private boolean isOpen(int i, int j) {
        return isLine(i, j) && !conflict[i][j];
    }

    Pdag graph() {
        return new Pdag(nodes, may);
    }

    /** The undirected edges that were to be arrows in both directions. */
    List<Edge> conflicts() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < may.length; i++) {
            for (int j = i + 1; j < may.length; j++) {
                if (conflict[i][j]) {
                    edges.add(new Edge(nodes.get(i), nodes.get(j), Edge.Type.UNDIRECTED));
                }
            }
        }
        return edges;
    }
}
