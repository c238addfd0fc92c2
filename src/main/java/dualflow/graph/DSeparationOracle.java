package dualflow.graph;

import java.util.List;

/**
 * Tells independence as a graph has it, without error: of variables whose independences are exactly the graph's d-separations, which is what
 * the PC algorithm assumes (the Markov and the faithfulness condition).
 *
 * @param dag the graph
 */
public record DSeparationOracle(Dag dag) implements IndependenceTest {
    private static final Evidence CONNECTED = new Evidence(Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY, 1);

    @Override
    public List<String> names() {
        return dag.nodes();
    }

    @Override
    public Evidence evidence(int a, int b, int... given) {
        return dag.dSeparated(a, b, given) ? Evidence.NONE : CONNECTED;
    }
}
