package dualflow.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A directed acyclic graph with named nodes. Nodes have an order, that of the list they were given in; all sets and lists of nodes are in that
 * order unless said otherwise.
 */
public final class Dag {
    private final List<String> nodes;
    private final boolean[][] arrow; // [from][to]

    /**
     * A graph.
     *
     * @param nodes the names of its nodes, all different
     * @param arrows its arrows, between these nodes; an arrow given twice is one arrow
     * @throws IllegalArgumentException if a name is given twice, or an arrow's end is no node
     * @throws CyclicGraphException if there is a cycle; it is named
     */
    public Dag(Collection<String> nodes, Collection<Arrow> arrows) {
        this(distinct(nodes), new boolean[nodes.size()][nodes.size()]);
        for (Arrow a : arrows) {
            arrow[indexOf(a.from())][indexOf(a.to())] = true;
        }
        order();
    }

    private Dag(List<String> nodes, boolean[][] arrow) {
        this.nodes = nodes;
        this.arrow = arrow;
    }

    private static List<String> distinct(Collection<String> nodes) {
        Set<String> seen = new LinkedHashSet<>();
        for (String node : nodes) {
            if (!seen.add(node)) {
                throw new IllegalArgumentException("The graph has two nodes named \"" + node + "\": rename one.");
            }
        }
        return List.copyOf(seen);
    }

    /**
     * A graph as text: paths of nodes and arrows, separated by commas, such as {@code "X <- T -> Y"} (a fork), {@code "X -> T -> Y"} (a chain),
     * {@code "X -> C <- Y"} (a collider) or {@code "Z -> X -> Y, X <- U -> Y"} (an instrument). A path may be a single node.
     *
     * @param text the paths; spaces around names and arrows are ignored
     * @return the graph, its nodes in the order of their first mention
     * @throws IllegalArgumentException if the text is not of this form
     * @throws CyclicGraphException if there is a cycle; it is named
     */
    public static Dag parse(String text) {
        Set<String> nodes = new LinkedHashSet<>();
        List<Arrow> arrows = new ArrayList<>();
        for (String path : text.split(",", -1)) {
            // Each arrow is a piece of its own: ["X", "<-", "T", "->", "Y"].
            String[] pieces = path.split("((?=->|<-)|(?<=->|<-))", -1);
            for (int i = 0; i < pieces.length; i += 2) {
                String node = pieces[i].strip();
                if (node.isEmpty() || pieces.length % 2 == 0) {
                    throw new IllegalArgumentException("\"" + path.strip()
                            + "\" is no path of a graph: write nodes with -> or <- between them, such as X <- T -> Y.");
                }
                nodes.add(node);
                if (i > 0) {
                    String before = pieces[i - 2].strip();
                    arrows.add(pieces[i - 1].equals("->") ? new Arrow(before, node) : new Arrow(node, before));
                }
            }
        }
        return new Dag(nodes, arrows);
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
     * The number of nodes.
     *
     * @return how many there are
     */
    public int size() {
        return nodes.size();
    }

    /**
     * The arrows.
     *
     * @return the arrows, ordered by their tails, then their heads
     */
    public List<Arrow> arrows() {
        List<Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                if (arrow[i][j]) {
                    arrows.add(new Arrow(nodes.get(i), nodes.get(j)));
                }
            }
        }
        return arrows;
    }

    /**
     * Whether there is an arrow.
     *
     * @param from a node
     * @param to a node
     * @return whether {@code from -> to} is in the graph
     */
    public boolean hasArrow(String from, String to) {
        return arrow[indexOf(from)][indexOf(to)];
    }

    /** Whether the arrow from the node of one index to that of another is in the graph. */
    boolean hasArrow(int from, int to) {
        return arrow[from][to];
    }

    /**
     * The direct causes of a node.
     *
     * @param node a node
     * @return its parents
     */
    public List<String> parents(String node) {
        return names(parents(indexOf(node)));
    }

    /**
     * The direct effects of a node.
     *
     * @param node a node
     * @return its children
     */
    public List<String> children(String node) {
        return names(children(indexOf(node)));
    }

    int[] parents(int node) {
        return IntStream.range(0, size()).filter(i -> arrow[i][node]).toArray();
    }

    int[] children(int node) {
        return IntStream.range(0, size()).filter(i -> arrow[node][i]).toArray();
    }

    /**
     * The nodes from which a directed path leads to a node.
     *
     * @param node a node
     * @return its ancestors, without itself
     */
    public List<String> ancestors(String node) {
        boolean[] among = withAncestors(indexOf(node));
        among[indexOf(node)] = false;
        return names(IntStream.range(0, size()).filter(i -> among[i]).toArray());
    }

    /** Which nodes are among some nodes and their ancestors. */
    boolean[] withAncestors(int... of) {
        boolean[] among = new boolean[size()];
        Deque<Integer> next = new ArrayDeque<>();
        Arrays.stream(of).forEach(next::add);
        while (!next.isEmpty()) {
            int node = next.remove();
            if (!among[node]) {
                among[node] = true;
                Arrays.stream(parents(node)).forEach(next::add);
            }
        }
        return among;
    }

    /**
     * The nodes in an order in which each follows its parents; of those that might be next, the first in the graph's own order.
     *
     * @return all nodes
     */
    public List<String> topologicalOrder() {
        return names(order());
    }

    int[] order() {
        return TopologicalOrder.of(this);
    }

    /**
     * The graph after an intervention do(nodes): the arrows into these nodes are removed. Pearl, "Causality", section 1.3.1.
     *
     * @param intervened the nodes that are set from outside
     * @return the mutilated graph, with the same nodes
     */
    public Dag intervene(String... intervened) {
        boolean[][] kept = new boolean[size()][];
        Arrays.setAll(kept, i -> arrow[i].clone());
        for (String node : intervened) {
            int to = indexOf(node);
            for (boolean[] row : kept) {
                row[to] = false;
            }
        }
        return new Dag(nodes, kept);
    }

    /**
     * The graph of some nodes alone. Their independences are those of the whole graph if all their ancestors are among them.
     *
     * @param kept the nodes
     * @return the graph of these, in the order given
     * @throws IllegalArgumentException if an ancestor of one is missing; both are named
     */
    public Dag ancestral(Collection<String> kept) {
        for (String node : kept) {
            for (String ancestor : ancestors(node)) {
                if (!kept.contains(ancestor)) {
                    throw new IllegalArgumentException(
                            "The node \"" + ancestor + "\" is a cause of \"" + node
                                    + "\" and is not observed, so that no directed graph of the others has their independences.");
                }
            }
        }
        return new Dag(
                kept,
                arrows().stream()
                        .filter(a -> kept.contains(a.from()) && kept.contains(a.to()))
                        .toList());
    }

    /**
     * Whether two nodes are d-separated by a set of nodes: whether that set blocks every path between them. A path is blocked at a node in the
     * set that is no collider on the path, and at a collider that neither is in the set nor has a descendant in it. Pearl, "Causality",
     * definition 1.2.3.
     *
     * @param a a node
     * @param b another node
     * @param given the set, without {@code a} and {@code b}
     * @return whether they are d-separated
     * @throws IllegalArgumentException if a name is no node, {@code a} is {@code b}, or the set contains one of them
     */
    public boolean dSeparated(String a, String b, Collection<String> given) {
        return dSeparated(
                indexOf(a), indexOf(b), given.stream().mapToInt(this::indexOf).toArray());
    }

    boolean dSeparated(int a, int b, int... given) {
        return new DSeparation(this, given).separates(a, b);
    }

    int indexOf(String node) {
        int index = nodes.indexOf(node);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "The graph has no node \"" + node + "\"; it has " + String.join(", ", nodes) + ".");
        }
        return index;
    }

    List<String> names(int... indices) {
        return Arrays.stream(indices).mapToObj(nodes::get).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dag dag && nodes.equals(dag.nodes) && Arrays.deepEquals(arrow, dag.arrow);
    }

    @Override
    public int hashCode() {
        return 31 * nodes.hashCode() + Arrays.deepHashCode(arrow);
    }

    @Override
    public String toString() {
        return arrows().isEmpty()
                ? "no arrows"
                : String.join(", ", arrows().stream().map(Arrow::toString).toList());
    }
}
