package dualflow.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.FiniteDifference;
import dualflow.dependency.Derivative;
import dualflow.dependency.Directions;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.RowNormBelow;
import dualflow.dependency.SecondMoment;
import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.nn.Parameters;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.testing.SyntheticImages;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AttributeFlowTest {
    private static Device host;
    private static AttributeFlow learned;

    @BeforeAll
    static void train() {
        host = new HostDevice();
        LinearClassifier classifier = new LinearClassifier(TrainedFlow.IMAGE, 4, true);
        learned = new AttributeFlow(TrainedFlow.on(host), TrainedFlow.IMAGE, classifier, weights(classifier));
    }

    @AfterAll
    static void closeDevice() {
        host.close();
    }

    private static Parameters weights(LinearClassifier classifier) {
        return classifier.specification().draw(host, DType.FLOAT64, 12);
    }

    private static JvpEstimator estimator(Device device, DType dtype) {
        return learned.estimator(device, dtype, OdeSolver.euler(), TrainedFlow.GRID, 42);
    }

    private static JvpSamples samples(JvpEstimator estimator, Device device, DType dtype, int count) {
        List<JvpSamples> all = new ArrayList<>();
        estimator.run(device, dtype, 0, count, all::add);
        return all.get(0);
    }

    /** S = W J J^T W^T (paper, section 5.3): as many orthogonal directions as dimensions leave no noise. */
    @Test
    void aLinearClassifierOfALinearFlowHasItsExactSecondMoment() {
        Shape image = Shape.of(4, 3, 1);
        int d = image.size();
        GaussianImageFlow flow = new GaussianImageFlow(
                new ImageStatistics(SyntheticImages.of(60, 4, 3).images()));
        LinearClassifier classifier = new LinearClassifier(image, 3, false);
        Parameters weights = weights(classifier);
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.MIDPOINT);
        TimeGrid grid = TimeGrid.uniform(0, 1, 10);
        JvpEstimator estimator = new AttributeFlow(flow, image, classifier, weights)
                .estimator(host, DType.FLOAT64, solver, grid, 1)
                .withDirections(Directions.ORTHOGONAL, d)
                .withRowNorms(2);
        double[] w = weights.get("weight").value().toDoubles(); // [d, 3]
        int[] whole = IntStream.range(0, d).toArray();
        double[] j = Autodiff.jacobian(
                        flow.map(host, DType.FLOAT64, solver, grid, whole), host.fill(DType.FLOAT64, Shape.of(1, d), 0))
                .value()
                .toDoubles();
        double[][] rows = new double[3][d];
        for (int a = 0; a < 3; a++) {
            for (int p = 0; p < d; p++) {
                for (int q = 0; q < d; q++) {
                    rows[a][q] += w[p * 3 + a] * j[p * d + q];
                }
            }
        }
        SecondMoment moment = new SecondMoment(3);
        SecondMoment below = new SecondMoment(3);
        double norm = Math.sqrt(dot(rows[2], rows[2]));
        estimator.run(host, DType.FLOAT64, 0, 3, chunk -> {
            moment.add(chunk);
            below.add(chunk, new RowNormBelow(2, norm * (1 + 1e-9)));
            assertThat(chunk.rowNorm(0, 2)).isCloseTo(norm, within(1e-12 * norm));
        });
        assertThat(below.keptFraction()).isOne();
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                assertThat(moment.matrix()[a][b]).isCloseTo(dot(rows[a], rows[b]), within(1e-12 * norm * norm));
            }
        }
    }

    @Test
    void productsAreThoseOfTheCompositionAndDifferencesApproximateThem() {
        JvpEstimator exact = estimator(host, DType.FLOAT64).withDirections(Directions.UNIT, 2);
        JvpSamples products = samples(exact, host, DType.FLOAT64, 3);
        JvpSamples central = samples(
                exact.withDerivative(new Derivative.Difference(FiniteDifference.CENTRAL, 1e-4)),
                host,
                DType.FLOAT64,
                3);
        assertThat(central.tangents()).containsExactly(products.tangents(), within(1e-5));
        assertThat(products.tangents()).isNotEqualTo(central.tangents());
        assertThat(products.outputs()).isEqualTo(4);
    }

    /** The gradients come back through classifier and flow, step by step; if they were wrong, (J v)_k would not be c. */
    @Test
    void doDirectionsHoldAttributesAtTheirValues() {
        JvpEstimator estimator = estimator(host, DType.FLOAT64)
                .withDirections(Directions.GAUSSIAN, 2)
                .withHeld(Map.of(1, 0.0, 3, 0.125));
        JvpSamples chunk = samples(estimator, host, DType.FLOAT64, 3);
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < 3; i++) {
                assertThat(chunk.tangent(k, i, 1)).isCloseTo(0, within(1e-12));
                assertThat(chunk.tangent(k, i, 3)).isCloseTo(0.125, within(1e-12));
                assertThat(Math.abs(chunk.tangent(k, i, 0))).isGreaterThan(1e-6);
            }
        }
    }

    @Test
    void openClGivesTheBitsOfTheHost() {
        JvpSamples expected = samples(small(host), host, DType.FLOAT32, 2);
        try (Device device = TestDevices.openCl()) {
            JvpSamples made = samples(small(device), device, DType.FLOAT32, 2);
            assertThat(made.values()).isEqualTo(expected.values());
            assertThat(made.tangents()).isEqualTo(expected.tangents());
            assertThat(made.differences()).isEqualTo(expected.differences());
            assertThat(made.rowNorms().get(0)).isEqualTo(expected.rowNorms().get(0));
        }
    }

    /** A bounded classifier after a linear flow, with everything that an estimator can compute. */
    private static JvpEstimator small(Device device) {
        Shape image = Shape.of(4, 3, 1);
        LinearClassifier classifier = new LinearClassifier(image, 3, true);
        GaussianImageFlow flow = new GaussianImageFlow(
                new ImageStatistics(SyntheticImages.of(60, 4, 3).images()));
        return new AttributeFlow(flow, image, classifier, weights(classifier))
                .estimator(device, DType.FLOAT32, OdeSolver.euler(), TimeGrid.uniform(0, 1, 4), 42)
                .withDirections(Directions.GAUSSIAN, 2)
                .withDifferences(1e-2)
                .withRowNorms(0)
                .withHeld(2);
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        LinearClassifier classifier = new LinearClassifier(Shape.of(4, 4, 1), 2, false);
        Parameters weights = weights(classifier);
        assertThatThrownBy(() -> new AttributeFlow(learned.flow(), Shape.of(4, 4, 1), classifier, weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256 numbers");
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
