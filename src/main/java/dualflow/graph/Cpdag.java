package dualflow.graph;

/**
 * The completed partially directed graph of a directed acyclic graph: it has an arrow where all graphs with the same independences have that arrow,
 * and an undirected edge where they differ. Two graphs have the same independences, are Markov equivalent, if and only if they have the same adjacent
 * pairs and the same v-structures, {@code a -> c <- b} with a and b not adjacent. Verma and Pearl, "Equivalence and synthesis of causal models", UAI 1990.
 */
public final class Cpdag {
    private Cpdag() {}

    /**
     * The CPDAG of a graph: its v-structures, and all that follows from them by Meek's rules.
     *
     * @param dag the graph
     * @return what the graph's independences tell of it
     */
    public static Pdag of(Dag dag) {
        int n = dag.size();
        boolean[][] skeleton = new boolean[n][n];
        boolean[][] vStructures = new boolean[n][n];
        for (int c = 0; c < n; c++) {
            for (int a : dag.parents(c)) {
                skeleton[a][c] = true;
                skeleton[c][a] = true;
                for (int b : dag.parents(c)) {
                    if (a != b && !dag.hasArrow(a, b) && !dag.hasArrow(b, a)) {
                        vStructures[a][c] = true;
                    }
                }
            }
        }
        Orientation orientation = new Orientation(dag.nodes(), skeleton);
        orientation.draw(vStructures);
        orientation.applyMeeksRules();
        return orientation.graph();
    }
}
