package dualflow.coupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CouplingTest {
    private static final int N = 40;
    private static final Draws SEED = new Draws(9);
    private static final double[] X0 = new Draws(7).normals(1, 0, 2 * N);
    private static final double[] X1 = new Draws(8).normals(1, 0, 2 * N);

    static List<Coupling> couplings() {
        return List.of(Coupling.INDEPENDENT, new MinibatchTransport(), new EntropicTransport(0.1));
    }

    private static double cost(int[] sources) {
        double sum = 0;
        for (int j = 0; j < N; j++) {
            for (int k = 0; k < 2; k++) {
                double off = X1[2 * j + k] - X0[2 * sources[j] + k];
                sum += off * off;
            }
        }
        return sum;
    }

    @Test
    void independentPairsAreThoseOfTheRows() {
        assertThat(Coupling.INDEPENDENT.sourceRows(X0, X1, 2, SEED, 0))
                .isEqualTo(IntStream.range(0, N).toArray());
    }

    @Test
    void transportUsesEachSourceOnceAndCostsLeast() {
        int[] sources = new MinibatchTransport().sourceRows(X0, X1, 2, SEED, 0);
        assertThat(sources).hasSize(N).doesNotHaveDuplicates();
        double independent = cost(Coupling.INDEPENDENT.sourceRows(X0, X1, 2, SEED, 0));
        assertThat(cost(sources)).isLessThan(independent / 2);
        int[] entropic = new EntropicTransport(0.1).sourceRows(X0, X1, 2, SEED, 0);
        assertThat(cost(entropic))
                .isLessThan(independent / 2); // a source may be there twice, so it may be below the least
    }

    /** The frequencies of 20,000 batches are the plan's, within five standard errors. */
    @Test
    void entropicPairsAreDrawnFromThePlan() {
        int n = 4;
        double[] x0 = Arrays.copyOf(X0, 2 * n);
        double[] x1 = Arrays.copyOf(X1, 2 * n);
        Sinkhorn sinkhorn = new Sinkhorn(1, 1e-9, 1000);
        double[] plan = sinkhorn.plan(SquaredDistances.between(x0, x1, 2), n);
        int batches = 20_000;
        int[][] counts = new int[n][n];
        for (int step = 0; step < batches; step++) {
            int[] sources = new EntropicTransport(sinkhorn).sourceRows(x0, x1, 2, SEED, step);
            for (int j = 0; j < n; j++) {
                counts[sources[j]][j]++;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double p = n * plan[i * n + j];
                double error = 5 * Math.sqrt(p * (1 - p) / batches);
                assertThat((double) counts[i][j] / batches).isCloseTo(p, Offset.offset(error + 1e-6));
            }
        }
    }

    /** With little penalty, the plan has only the optimal pairs left to draw. */
    @Test
    void entropicPairsOfASmallEpsilonAreTheOptimalOnes() {
        int[] exact = new MinibatchTransport().sourceRows(X0, X1, 2, SEED, 0);
        Sinkhorn sinkhorn = new Sinkhorn(1e-4, 1e-4, 100_000);
        assertThat(new EntropicTransport(sinkhorn).sourceRows(X0, X1, 2, SEED, 0))
                .isEqualTo(exact);
    }

    /** Whatever the order of the source, the same points meet. */
    @Test
    void orderOfTheSourceDoesNotMatter() {
        int[] sources = new MinibatchTransport().sourceRows(X0, X1, 2, SEED, 0);
        double[] reversed = new double[2 * N];
        for (int i = 0; i < N; i++) {
            reversed[2 * i] = X0[2 * (N - 1 - i)];
            reversed[2 * i + 1] = X0[2 * (N - 1 - i) + 1];
        }
        int[] others = new MinibatchTransport().sourceRows(reversed, X1, 2, SEED, 0);
        for (int j = 0; j < N; j++) {
            assertThat(others[j]).isEqualTo(N - 1 - sources[j]);
        }
    }

    @ParameterizedTest
    @MethodSource("couplings")
    void seedAndStepDetermineThePairs(Coupling coupling) {
        int[] pairs = coupling.sourceRows(X0, X1, 2, SEED, 3);
        assertThat(coupling.sourceRows(X0, X1, 2, new Draws(9), 3)).isEqualTo(pairs);
        if (coupling instanceof EntropicTransport) {
            assertThat(coupling.sourceRows(X0, X1, 2, SEED, 4)).isNotEqualTo(pairs);
            assertThat(coupling.sourceRows(X0, X1, 2, new Draws(10), 3)).isNotEqualTo(pairs);
        }
    }

    @ParameterizedTest
    @MethodSource("couplings")
    void pairsWithinLabelsAreOfOneLabel(Coupling coupling) {
        int[] labels0 = IntStream.range(0, N).map(i -> i % 3).toArray();
        int[] labels1 = IntStream.range(0, N).map(j -> (N - 1 - j) % 3).toArray();
        int[] sources = coupling.sourceRowsWithinLabels(X0, labels0, X1, labels1, 2, SEED, 0);
        for (int j = 0; j < N; j++) {
            assertThat(labels0[sources[j]]).isEqualTo(labels1[j]);
        }
        if (coupling instanceof MinibatchTransport) {
            assertThat(sources).doesNotHaveDuplicates();
            double all = cost(coupling.sourceRows(X0, X1, 2, SEED, 0));
            assertThat(cost(sources)).isGreaterThan(all);
        }
    }

    @Test
    void oneLabelForAllIsTransportOfAll() {
        int[] same = new int[N];
        assertThat(new MinibatchTransport().sourceRowsWithinLabels(X0, same, X1, same, 2, SEED, 0))
                .isEqualTo(new MinibatchTransport().sourceRows(X0, X1, 2, SEED, 0));
    }

    @Test
    void tensorsArePairedByTheirFirstAxis() {
        try (Device device = new HostDevice()) {
            Tensor x0 = device.tensor(DType.FLOAT32, Shape.of(3, 2, 1), 0, 0, 10, 10, 20, 20);
            Tensor x1 = device.tensor(DType.FLOAT32, Shape.of(3, 2, 1), 19, 21, 1, 0, 9, 9);
            assertThat(new MinibatchTransport().paired(x0, x1, SEED, 0).value().toDoubles())
                    .containsExactly(20, 20, 0, 0, 10, 10);
            assertThatThrownBy(() ->
                            Coupling.INDEPENDENT.paired(x0, device.fill(DType.FLOAT32, Shape.of(2, 2, 1), 0), SEED, 0))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("the source has shape [3, 2, 1] and the data [2, 2, 1]; a coupling pairs equally many"
                            + " samples of one shape, [n, ...]");
        }
    }

    @ParameterizedTest
    @MethodSource("couplings")
    void rejectsBatchesWithoutRowsAndOfUnequalSizes(Coupling coupling) {
        assertThatThrownBy(() -> coupling.sourceRows(new double[0], new double[0], 2, SEED, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 numbers do not make rows of 2, of which a coupling needs one or more");
        assertThatThrownBy(() -> coupling.sourceRows(new double[4], new double[6], 2, SEED, 0))
                .hasMessage("there are 2 draws of the source for 3 data points; a coupling pairs equally many");
        assertThatThrownBy(() -> coupling.sourceRows(new double[3], new double[3], 2, SEED, 0))
                .hasMessage("3 numbers do not make rows of 2, of which a coupling needs one or more");
    }

    @Test
    void rejectsDistancesThatAreNotFinite() {
        for (Coupling coupling : couplings().subList(1, 3)) {
            for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e200}) {
                assertThatThrownBy(() -> coupling.sourceRows(new double[2], new double[] {0, bad}, 1, SEED, 0))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("the cost of pairing row 1 with row 0 is ");
            }
        }
    }

    @Test
    void rejectsLabelsThatDoNotFit() {
        Coupling transport = new MinibatchTransport();
        assertThatThrownBy(() -> transport.sourceRowsWithinLabels(X0, new int[3], X1, new int[N], 2, SEED, 0))
                .hasMessage("3 labels do not fit 40 rows");
        int[] other = new int[N];
        other[5] = 7;
        assertThatThrownBy(() -> transport.sourceRowsWithinLabels(X0, other, X1, new int[N], 2, SEED, 0))
                .hasMessage(
                        "label 0 has 39 draws of the source and 40 data points; pairs within labels need equally many");
    }
}
