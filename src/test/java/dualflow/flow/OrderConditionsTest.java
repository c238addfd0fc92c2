package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Butcher's order conditions: for each rooted tree of at most p nodes, sum_i b_i Phi_i(tree) = 1 / gamma(tree). */
class OrderConditionsTest {
    /** A rooted tree by the trees at its root, the largest first. */
    private record Tree(List<Tree> branches) {
        int nodes() {
            return 1 + branches.stream().mapToInt(Tree::nodes).sum();
        }

        double density() {
            return nodes() * branches.stream().mapToDouble(Tree::density).reduce(1, (a, b) -> a * b);
        }

        /** The products over the branches of sum_j a_ij Phi_j(branch), for each stage. */
        double[] weights(double[][] a) {
            double[] weights = new double[a.length];
            Arrays.fill(weights, 1);
            for (Tree branch : branches) {
                double[] inner = branch.weights(a);
                for (int i = 0; i < a.length; i++) {
                    weights[i] *= dot(a[i], inner);
                }
            }
            return weights;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    /** All trees of up to so many nodes, in an order in which branches come before what they are branches of. */
    private static List<Tree> trees(int most) {
        List<Tree> trees = new ArrayList<>();
        for (int nodes = 1; nodes <= most; nodes++) {
            List<Tree> smaller = List.copyOf(trees);
            grow(nodes - 1, smaller.size() - 1, smaller, List.of(), trees);
        }
        return trees;
    }

    private static void grow(int nodes, int last, List<Tree> from, List<Tree> branches, List<Tree> into) {
        if (nodes == 0) {
            into.add(new Tree(branches));
            return;
        }
        for (int i = last; i >= 0; i--) {
            if (from.get(i).nodes() <= nodes) {
                List<Tree> more = new ArrayList<>(branches);
                more.add(from.get(i));
                grow(nodes - from.get(i).nodes(), i, from, more, into);
            }
        }
    }

    private static double[][] a(ButcherTableau tableau) {
        double[][] a = new double[tableau.stages()][];
        for (int i = 0; i < a.length; i++) {
            a[i] = tableau.a(i);
        }
        return a;
    }

    static Stream<ButcherTableau> methods() {
        return Stream.of(
                ButcherTableau.EULER,
                ButcherTableau.MIDPOINT,
                ButcherTableau.HEUN,
                ButcherTableau.BOGACKI_SHAMPINE_3,
                ButcherTableau.RUNGE_KUTTA_4,
                ButcherTableau.DORMAND_PRINCE_5,
                ButcherTableau.TSITOURAS_5,
                ButcherTableau.DORMAND_PRINCE_8);
    }

    @Test
    void countsOfTreesAreKnown() {
        for (int[] known : new int[][] {{1, 1}, {2, 2}, {3, 4}, {4, 8}, {5, 17}, {8, 200}}) {
            assertThat(trees(known[0])).as("up to %d nodes", known[0]).hasSize(known[1]);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void methodHasItsOrderAndNoMore(ButcherTableau tableau) {
        for (Tree tree : trees(tableau.order())) {
            assertThat(dot(tableau.b(), tree.weights(a(tableau))))
                    .as("%s", tree)
                    .isCloseTo(1 / tree.density(), Offset.offset(1e-13));
        }
        assertThat(trees(tableau.order() + 1))
                .anyMatch(tree -> Math.abs(dot(tableau.b(), tree.weights(a(tableau))) - 1 / tree.density()) > 1e-7);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void embeddedMethodsHaveALowerOrder(ButcherTableau tableau) {
        assertThat(tableau.isEmbedded()).isEqualTo(tableau.errors().length > 0);
        int[] orders = tableau == ButcherTableau.DORMAND_PRINCE_8 ? new int[] {5, 3} : new int[] {tableau.order() - 1};
        for (int k = 0; k < tableau.errors().length; k++) {
            double[] error = tableau.errors()[k];
            for (Tree tree : trees(orders[k])) {
                assertThat(dot(error, tree.weights(a(tableau)))).as("%s", tree).isCloseTo(0, Offset.offset(1e-13));
            }
            assertThat(trees(orders[k] + 1)).anyMatch(tree -> Math.abs(dot(error, tree.weights(a(tableau)))) > 1e-7);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void statesWithinAStepHaveTheirOrder(ButcherTableau tableau) {
        ContinuousExtension extension = tableau.extension();
        double[][] a = Stream.concat(Arrays.stream(a(tableau)), Arrays.stream(extension.a()))
                .toArray(double[][]::new);
        int order = switch (tableau.name()) {
            case "euler", "midpoint", "heun" -> Math.min(tableau.order(), 2);
            case "dopri5", "tsit5" -> 4;
            case "dop853" -> 7;
            default -> 3;
        };
        for (double theta : new double[] {0.25, 0.625, 1}) {
            double[] b = new double[extension.polynomials().length];
            for (int i = 0; i < b.length; i++) {
                for (int j = 0; j < extension.polynomials()[i].length; j++) {
                    b[i] += extension.polynomials()[i][j] * StrictMath.pow(theta, j + 1);
                }
            }
            for (Tree tree : trees(theta == 1 ? tableau.order() : order)) {
                assertThat(dot(b, tree.weights(a)))
                        .as("%s at %s", tree, theta)
                        .isCloseTo(StrictMath.pow(theta, tree.nodes()) / tree.density(), Offset.offset(1e-12));
            }
        }
    }
}
