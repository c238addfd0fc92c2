package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.dependency.JvpSamples;
import dualflow.device.host.HostDevice;
import dualflow.flow.OdeSolver;
import dualflow.images.LearnedImageFlow;
import dualflow.images.TrainedFlow;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Table5Test {
    private static final int SAMPLES = 8;
    private static final int D = TrainedFlow.IMAGE.size();
    private static final int FIRST = 8 * TrainedFlow.SIDE + 14;

    private static Device device;
    private static LearnedImageFlow flow;
    private static Table5 table;
    private static Table5.Row row;
    private static final List<Long> PROGRESS = new ArrayList<>();

    @BeforeAll
    static void run() {
        device = new HostDevice();
        flow = TrainedFlow.on(device);
        table = Table5.of(
                PixelDerivatives.compute(flow, device, DType.FLOAT64, SAMPLES, 1, 11, TrainedFlow.SIDE, PROGRESS::add));
        row = table.rows().get(0);
    }

    @AfterAll
    static void closeDevice() {
        device.close();
    }

    /** Products one by one, along normalised Gaussian directions, through 99 steps of 1/99. */
    @Test
    void estimateIsPearsonsCorrelationOfTheProductsAlongUnitDirections() {
        assertThat(Table5.GRID.steps()).isEqualTo(99);
        double[] x0 = new Draws(11).normals(0, 0, SAMPLES * D);
        double[] z = new Draws(11).normals(1, 0, SAMPLES * D);
        for (int i = 0; i < SAMPLES; i++) {
            double norm = 0;
            for (int j = i * D; j < (i + 1) * D; j++) {
                norm += z[j] * z[j];
            }
            for (int j = i * D; j < (i + 1) * D; j++) {
                z[j] /= Math.sqrt(norm);
            }
        }
        double[] products =
                Autodiff.jvp(map(), points(x0), points(z)).tangent().value().toDoubles();
        double expected = pearson(products);
        assertThat(row.jvp().orElseThrow().value()).isCloseTo(expected, within(1e-9));
        assertThat(row.jvp().orElseThrow().covers(expected)).isTrue();
    }

    /** With K directions the samples and their order are kept, whatever the chunks; the first of the first sample is the same. */
    @Test
    void directionsOfASampleStandTogether() {
        JvpSamples pairs =
                PixelDerivatives.products(flow, device, DType.FLOAT64, 7, 3, 11, TrainedFlow.SIDE, done -> {});
        JvpSamples single =
                PixelDerivatives.products(flow, device, DType.FLOAT64, 1, 1, 11, TrainedFlow.SIDE, done -> {});
        double[] z = new Draws(11).normals(1, 0, 7 * 3 * D);
        double[] x0 = new Draws(11).normals(0, 0, 7 * D);
        for (int k = 0; k < 3; k++) {
            double[] u = Arrays.copyOfRange(z, (6 * 3 + k) * D, (6 * 3 + k + 1) * D);
            double norm = Math.sqrt(Arrays.stream(u).map(x -> x * x).sum());
            double[] product = Autodiff.jvp(
                            map(),
                            device.tensor(DType.FLOAT64, Shape.of(1, D), Arrays.copyOfRange(x0, 6 * D, 7 * D)),
                            device.tensor(
                                    DType.FLOAT64,
                                    Shape.of(1, D),
                                    Arrays.stream(u).map(x -> x / norm).toArray()))
                    .tangent()
                    .value()
                    .toDoubles();
            assertThat(new double[] {pairs.tangent(k, 6, 0), pairs.tangent(k, 6, 1)})
                    .containsExactly(product, within(1e-12));
        }
        assertThat(pairs.tangent(0, 0, 0)).isEqualTo(single.tangent(0, 0, 0));
        JvpSamples first = PixelDerivatives.first(pairs, 2);
        assertThat(first.tangent(2, 1, 1)).isEqualTo(pairs.tangent(2, 1, 1));
        assertThat(first.values()).containsExactly(Arrays.copyOf(pairs.values(), 4));
    }

    private static UnaryOperator<Tensor> map() {
        return flow.map(device, DType.FLOAT64, OdeSolver.euler(), Table5.GRID, FIRST, FIRST + 1);
    }

    private static Tensor points(double[] numbers) {
        return device.tensor(DType.FLOAT64, Shape.of(SAMPLES, D), numbers);
    }

    private static double pearson(double[] pairs) {
        double[][] columns = new double[2][SAMPLES];
        for (int i = 0; i < pairs.length; i++) {
            columns[i % 2][i / 2] = pairs[i];
        }
        return new PearsonsCorrelation().correlation(columns[0], columns[1]);
    }

    @Test
    void differencesAreOfTheSameSamplesAndDirections() {
        double relative = table.deviation().relative();
        assertThat(relative).isBetween(1e-9, 1e-2);
        assertThat(table.deviation().largest())
                .isGreaterThanOrEqualTo(table.deviation().rms());
        assertThat(row.difference().orElseThrow().value())
                .isCloseTo(row.jvp().orElseThrow().value(), within(10 * relative));
        assertThat(row.difference()).isNotEqualTo(row.jvp());
    }

    @Test
    void fewerSamplesThanThePapersGiveOneRow() {
        assertThat(table.rows()).hasSize(1);
        assertThat(row.samples()).isEqualTo(SAMPLES);
    }

    @Test
    void progressCountsBothWays() {
        assertThat(PROGRESS).isSorted().endsWith(2L * SAMPLES).contains((long) SAMPLES);
    }

    @Test
    void generatedIsTheCorrelationOfTheImagesThatTheFlowMakes() {
        double[] x0 = new Draws(11).normals(0, 0, SAMPLES * D);
        double expected = pearson(map().apply(points(x0)).value().toDoubles());
        assertThat(row.generated().orElseThrow().value()).isCloseTo(expected, within(1e-9));
    }

    /** Central differences through the trained flow agree with the products, and the paper's step in its format agrees less closely. */
    @Test
    void centralDifferencesAgreeWithTheProducts() {
        DerivativeAccuracy accuracy = DerivativeAccuracy.compute(flow, device, 3, 11);
        assertThat(accuracy.central64().largest()).isLessThan(1e-7);
        assertThat(accuracy.central64().within(1e-7)).isEqualTo(3);
        assertThat(accuracy.central64().median())
                .isEqualTo(accuracy.central64().rising().get(1));
        assertThat(accuracy.product32().median()).isBetween(1e-9, 1e-5);
        assertThat(accuracy.forward32().median())
                .isBetween(10 * accuracy.product32().median(), 0.1);
        assertThat(accuracy.forward32().largest())
                .isGreaterThanOrEqualTo(accuracy.forward32().median());
    }
}
