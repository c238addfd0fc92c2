package dualflow.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A partially directed graph with named nodes: each two of them are joined by an arrow, by an undirected edge, or not at all. */
public final class Pdag {
    private final List<String> nodes;
    private final boolean[][]
            may; // [from][to]: an arrow from -> to, or an undirected edge, of which both entries are set

    /** The graph whose edges are given by both directions that each may have; both entries are set for an undirected edge. */
    Pdag(List<String> nodes, boolean[][] may) {
        this.nodes = List.copyOf(nodes);
        this.may = Arrays.stream(may).map(boolean[]::clone).toArray(boolean[][]::new);
    }

    /**
     * A graph with given edges.
     *
     * @param nodes the nodes, all different
     * @param edges edges between them
     * @return the graph
     * @throws IllegalArgumentException if an edge's end is no node
     */
    public static Pdag of(List<String> nodes, Iterable<Edge> edges) {
        boolean[][] may = new boolean[nodes.size()][nodes.size()];
        for (Edge edge : edges) {
            int from = nodes.indexOf(edge.from());
            int to = nodes.indexOf(edge.to());
            if (from < 0 || to < 0) {
                throw new IllegalArgumentException("The graph lacks a node of the edge " + edge + ".");
            }
            may[from][to] = true;
            may[to][from] |= edge.type() == Edge.Type.UNDIRECTED;
        }
        return new Pdag(nodes, may);
    }

    /**
     * The nodes.
     *
     * @return their names
     */
    public List<String> nodes() {
        return nodes;
    }

    /**
     * The edges.
     *
     * @return the edges, each once, ordered by that end which comes first in the order of nodes, then by the other
     */
    public List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = i + 1; j < nodes.size(); j++) {
                if (isAdjacent(i, j)) {
                    boolean backward = isDirected(j, i);
                    edges.add(new Edge(
                            nodes.get(backward ? j : i),
                            nodes.get(backward ? i : j),
                            isUndirected(i, j) ? Edge.Type.UNDIRECTED : Edge.Type.DIRECTED));
                }
            }
        }
        return edges;
    }

    boolean isAdjacent(int i, int j) {
        return may[i][j] || may[j][i];
    }

    boolean isDirected(int from, int to) {
        return may[from][to] && !may[to][from];
    }

    boolean isUndirected(int i, int j) {
        return may[i][j] && may[j][i];
    }

    /** A copy of the matrix of possible directions. */
    boolean[][] directions() {
        return Arrays.stream(may).map(boolean[]::clone).toArray(boolean[][]::new);
    }

    /**
     * A directed acyclic graph with the same adjacent pairs, the same arrows, and no other v-structures. Dor and Tarsi, "A simple algorithm to
     * construct a consistent extension of a partially oriented graph", 1992.
     *
     * @return one such graph, or none where there is none
     */
    public Optional<Dag> extension() {
        boolean[][] left = directions();
        List<Arrow> arrows = new ArrayList<>();
        List<Integer> nodesLeft =
                new ArrayList<>(IntStream.range(0, nodes.size()).boxed().toList());
        while (!nodesLeft.isEmpty()) {
            Optional<Integer> sink =
                    nodesLeft.stream().filter(node -> canBeSink(left, node)).findFirst();
            if (sink.isEmpty()) {
                return Optional.empty();
            }
            int node = sink.get();
            nodesLeft.remove(sink.get());
            for (int other : nodesLeft) {
                if (left[other][node]) {
                    arrows.add(new Arrow(nodes.get(other), nodes.get(node)));
                }
                left[other][node] = false;
                left[node][other] = false;
            }
        }
        return Optional.of(new Dag(nodes, arrows));
    }

    /** Whether no arrow leaves the node, and making all its edges arrows into it adds no v-structure. */
    private static boolean canBeSink(boolean[][] may, int node) {
        for (int i = 0; i < may.length; i++) {
            if (may[node][i] && !may[i][node]) {
                return false;
            }
            for (int j = 0; j < may.length && may[node][i]; j++) {
                if (j != i && may[j][node] && !may[i][j] && !may[j][i]) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Whether this graph stands for an equivalence class: whether it is the CPDAG of some directed acyclic graph.
     *
     * @return whether it is
     */
    public boolean isCpdag() {
        return extension().filter(dag -> Cpdag.of(dag).equals(this)).isPresent();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pdag graph && nodes.equals(graph.nodes) && Arrays.deepEquals(may, graph.may);
    }

    @Override
    public int hashCode() {
        return 31 * nodes.hashCode() + Arrays.deepHashCode(may);
    }

    @Override
    public String toString() {
        return edges().isEmpty()
                ? "no edges"
                : String.join(", ", edges().stream().map(Edge::toString).toList());
    }
}
