package dualflow.experiment;

import dualflow.graph.Discovery;
import dualflow.graph.Edge;
import dualflow.graph.GraphComparison;
import dualflow.graph.IndependenceTest;
import dualflow.graph.Observations;
import dualflow.graph.PcStable;
import dualflow.graph.Pdag;
import dualflow.graph.TestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * The paper's Fig. 4, a skeleton of conditional dependences between CelebA's attributes, beside those that the PC algorithm finds in the labels. The
 * paper names neither the test nor its level, so tests, levels and thresholds of effect are gone through.
 *
 * @param rows the number of images
 * @param printed the edges that the paper prints
 * @param trials what was found, in the order of tests, levels and effects
 */
public record Figure4(int rows, List<Edge> printed, List<Trial> trials) {
    /** The levels of significance; with 20,000 rows and more the usual ones remove next to nothing. */
    public static final List<Double> ALPHAS = List.of(1e-10, 1e-20, 1e-50);

    /** The smallest sizes of a partial correlation that count as a dependence. */
    public static final List<Double> EFFECTS = List.of(0.0, 0.05, 0.1, 0.15);

    private static final List<TestName> TESTS = List.of(TestName.CHI2, TestName.FISHER_Z);

    /**
     * One search.
     *
     * @param test the test
     * @param alpha its level
     * @param effect the smallest effect
     * @param shared edges of both graphs
     * @param missing edges that only the paper has
     * @param extra edges that only the search found
     */
    public record Trial(
            TestName test, double alpha, double effect, List<Edge> shared, List<Edge> missing, List<Edge> extra) {
        /**
         * How alike the two skeletons are, by Jaccard's index.
         *
         * @return the edges of both by those of either
         */
        public double likeness() {
            return (double) shared.size() / (shared.size() + missing.size() + extra.size());
        }
    }

    /**
     * Searches with all settings.
     *
     * @param labels the labels
     * @param depth the most attributes that are conditioned on together
     * @param progress receives the number of searches done
     * @return the figure
     */
    public static Figure4 compute(Observations labels, int depth, IntConsumer progress) {
        Pdag printed = PrintedSkeleton.read();
        List<Trial> trials = new ArrayList<>();
        for (TestName name : TESTS) {
            IndependenceTest test = name.on(labels);
            for (double alpha : ALPHAS) {
                for (double effect : EFFECTS) {
                    Discovery found = new PcStable(test, alpha, effect, depth).run((level, done, pairs) -> {});
                    GraphComparison comparison = GraphComparison.of(printed, found.graph());
                    trials.add(new Trial(
                            name, alpha, effect, comparison.shared(), comparison.missing(), undirected(comparison)));
                    progress.accept(trials.size());
                }
            }
        }
        return new Figure4(labels.rows(), printed.edges(), trials);
    }

    /** The paper's graph has no arrows, so those that were found count as edges. */
    private static List<Edge> undirected(GraphComparison comparison) {
        return comparison.extra().stream()
                .map(edge -> new Edge(edge.from(), edge.to(), Edge.Type.UNDIRECTED))
                .toList();
    }

    /**
     * How many searches there are.
     *
     * @return their number
     */
    public static int searches() {
        return TESTS.size() * ALPHAS.size() * EFFECTS.size();
    }

    /**
     * In how many searches an edge was kept.
     *
     * @param a an attribute
     * @param b another
     * @return the number of searches
     */
    public int timesKept(String a, String b) {
        Edge wanted = new Edge(a, b, Edge.Type.UNDIRECTED);
        return (int) trials.stream()
                .filter(trial -> Stream.concat(trial.shared().stream(), trial.extra().stream())
                        .anyMatch(wanted::joinsAs))
                .count();
    }

    /**
     * The search whose skeleton is most like the printed one.
     *
     * @return that search, the last of equals
     */
    public Trial closest() {
        return trials.stream().max(Comparator.comparingDouble(Trial::likeness)).orElseThrow();
    }
}
