package dualflow.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.FiniteDifference;
import dualflow.closedform.GaussianDependence;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The three readings of "output c hardly changes", and directions that hold it, in a linear model and in a curved one. */
class ConditionTest {
    /** Rows of M, f(z) = M z: outputs X, Y, and their common cause and effect. */
    private static final double[][] MODEL = {{1, 0.5, 0, 0.25}, {0, 1, 0.75, 0}, {1, 1, 0, 0}, {0, 0.5, 1, 2}};

    private final Device device = new HostDevice();
    private final double[][] covariance = gram(MODEL);
    private final UnaryOperator<Tensor> linear = linear(MODEL);

    @AfterEach
    void closeDevice() {
        device.close();
    }

    @Test
    void slabsOfALinearModelMeetTheTruncatedNormal() {
        double[] widths = {0.1, 0.4, 1, 2.5};
        double scale = Math.sqrt(covariance[2][2]);
        double epsilon = 1e-2;
        List<SecondMoment> slabs = new ArrayList<>();
        List<SecondMoment> differences = new ArrayList<>();
        for (double ignored : widths) {
            slabs.add(new SecondMoment(4));
            differences.add(new SecondMoment(4));
        }
        new JvpEstimator(linear, 4, 3)
                .withDifferences(epsilon)
                .withLargestChunk(8192)
                .run(device, DType.FLOAT64, 0, 60_000, chunk -> {
                    for (int i = 0; i < widths.length; i++) {
                        slabs.get(i).add(chunk, new Slab(2, widths[i] * scale));
                        differences.get(i).add(chunk, new DifferenceSlab(2, widths[i] * scale * epsilon / 2));
                    }
                });
        for (int i = 0; i < widths.length; i++) {
            double[][] given =
                    GaussianDependence.correlation(GaussianDependence.slabCovariance(covariance, 2, widths[i]));
            SecondMoment slab = slabs.get(i);
            double kept = Erf.erf(widths[i] / Math.sqrt(2));
            assertThat(slab.keptFraction()).isCloseTo(kept, within(4 * Math.sqrt(kept * (1 - kept) / 60_000)));
            assertNear(slab.correlation().uncentred(0, 1).orElseThrow(), given[0][1]);
            assertNear(slab.correlation().uncentred(1, 3).orElseThrow(), given[1][3]);
            assertNear(slab.correlation().pearson(0, 3).orElseThrow(), given[0][3]);
        }
        // The unit probe's difference is a slab on the direction alone, so the narrowest gives the same limit.
        double[][] limit = GaussianDependence.correlation(GaussianDependence.slabCovariance(covariance, 2, 1e-6));
        assertThat(differences
                        .get(0)
                        .correlation()
                        .uncentred(0, 1)
                        .orElseThrow()
                        .value())
                .isCloseTo(limit[0][1], within(0.06));
    }

    @Test
    void theRowNormOfALinearModelKeepsAllOrNone() {
        double norm = Math.sqrt(covariance[2][2]);
        SecondMoment below = new SecondMoment(4);
        SecondMoment above = new SecondMoment(4);
        new JvpEstimator(linear, 4, 3).withRowNorms(2, 1).run(device, DType.FLOAT64, 0, 200, chunk -> {
            for (int i = 0; i < chunk.samples(); i++) {
                assertThat(chunk.rowNorm(i, 2)).isCloseTo(norm, within(1e-15));
                assertThat(chunk.rowNorm(i, 1)).isCloseTo(Math.sqrt(covariance[1][1]), within(1e-15));
            }
            below.add(chunk, new RowNormBelow(2, 0.999 * norm));
            above.add(chunk, new RowNormBelow(2, 1.001 * norm));
        });
        assertThat(below.keptFraction()).isZero();
        assertThat(below.correlation().uncentred(0, 1)).isEmpty();
        assertThat(above.keptFraction()).isOne();
    }

    /** f = (x1^2 / 2, x1 x2): the gradients are (x1, 0) and (x2, x1). */
    @Test
    void theRowNormOfACurvedModelIsThatOfItsGradient() {
        UnaryOperator<Tensor> curved = x -> {
            Tensor a = Ops.slice(x, -1, 0, 1);
            Tensor b = Ops.slice(x, -1, 1, 1);
            return Ops.concat(Ops.scale(Ops.multiply(a, a), 0.5), Ops.multiply(a, b), -1);
        };
        SecondMoment moment = new SecondMoment(2);
        new JvpEstimator(curved, 2, 3)
                .withRowNorms(0, 1)
                .withDirections(Directions.GAUSSIAN, 2)
                .run(device, DType.FLOAT64, 0, 300, chunk -> {
                    for (int i = 0; i < chunk.samples(); i++) {
                        double x1 = chunk.rowNorm(i, 0);
                        assertThat(chunk.value(i, 0)).isCloseTo(x1 * x1 / 2, within(1e-12));
                        double x2 = chunk.value(i, 1) / x1;
                        assertThat(chunk.rowNorm(i, 1)).isCloseTo(Math.hypot(x1, x2), within(1e-12));
                    }
                    moment.add(chunk, new RowNormBelow(0, 0.5));
                });
        // P(|x1| < 0.5) = .383; all directions at such a point count.
        assertThat(moment.keptFraction()).isCloseTo(0.383, within(4 * Math.sqrt(0.383 * 0.617 / 300)));
        assertThat(moment.directions()).isEqualTo(2 * moment.samples());
    }

    @Test
    void publishedDifferencesAreEpsilonTimesTheProductAlongTheUnitDirection() {
        double epsilon = 1e-2;
        UnaryOperator<Tensor> curved = x -> Ops.tanh(linear.apply(x));
        JvpEstimator exact = new JvpEstimator(curved, 4, 8)
                .withDirections(Directions.UNIT, 2)
                .withDifferences(epsilon);
        JvpSamples products = only(exact);
        JvpSamples differences =
                only(exact.withDerivative(new Derivative.Difference(FiniteDifference.FORWARD, epsilon)));
        for (int i = 0; i < products.differences().length; i++) {
            assertThat(products.differences()[i]).isCloseTo(epsilon * products.tangents()[i], within(2e-4));
            assertThat(differences.differences()[i])
                    .isCloseTo(products.differences()[i], within(1e-15))
                    .isEqualTo(epsilon * differences.tangents()[i]);
        }
    }

    /** With several outputs held at values, J v has the mean and the covariance of a Gaussian given them: the regression and the partial. */
    @Test
    void doDirectionsWithValuesGiveThePartialCorrelation() {
        JvpEstimator estimator =
                new JvpEstimator(linear, 4, 21).withLargestChunk(8192).withHeld(Map.of(2, 0.75, 3, -1.0));
        SecondMoment moment = estimator.secondMoment(device, DType.FLOAT64, 20_000);
        double[][] partial = GaussianDependence.partialCorrelation(covariance);
        assertNear(moment.correlation().pearson(0, 1).orElseThrow(), partial[0][1]);
        assertThat(moment.mean(2)).isCloseTo(0.75, within(1e-12));
        assertThat(moment.mean(3)).isCloseTo(-1, within(1e-12));
        double det = covariance[2][2] * covariance[3][3] - covariance[2][3] * covariance[2][3];
        double first = (covariance[3][3] * 0.75 + covariance[2][3]) / det;
        double second = (-covariance[2][2] - covariance[2][3] * 0.75) / det;
        for (int a = 0; a < 2; a++) {
            double regression = covariance[a][2] * first + covariance[a][3] * second;
            assertThat(moment.mean(a)).isCloseTo(regression, within(0.03));
        }
        assertThat(moment.correlation().pearson(0, 2)).isEmpty();
        assertThat(moment.correlation().uncentred(3, 1)).isEmpty();
    }

    @Test
    void valuesOutOfReachAreNamed() {
        UnaryOperator<Tensor> twice = linear(new double[][] {{1, 2}, {2, 4}, {0, 0}});
        JvpEstimator estimator = new JvpEstimator(twice, 2, 1);
        SecondMoment fits = estimator.withHeld(Map.of(0, 1.0, 1, 2.0)).secondMoment(device, DType.FLOAT32, 9);
        assertThat(fits.mean(0)).isCloseTo(1, within(1e-6));
        assertThatThrownBy(() -> estimator.withHeld(Map.of(0, 1.0, 1, 3.0)).secondMoment(device, DType.FLOAT32, 9))
                .isInstanceOf(UnreachableValueException.class)
                .hasMessageContaining("output 1 by 3.0");
        assertThatThrownBy(() -> estimator.withHeld(Map.of(2, 0.5)).secondMoment(device, DType.FLOAT64, 9))
                .isInstanceOfSatisfying(
                        UnreachableValueException.class,
                        e -> assertThat(e.output()).isEqualTo(2));
        assertThatThrownBy(() -> estimator.withHeld(Map.of(0, Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> estimator.withDifferences(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private JvpSamples only(JvpEstimator estimator) {
        List<JvpSamples> all = new ArrayList<>();
        estimator.run(device, DType.FLOAT64, 0, 8, all::add);
        return all.get(0);
    }

    private UnaryOperator<Tensor> linear(double[][] rows) {
        double[] transposed = new double[rows.length * rows[0].length];
        for (int i = 0; i < transposed.length; i++) {
            transposed[i] = rows[i % rows.length][i / rows.length];
        }
        return x -> Ops.matmul(x, device.tensor(x.dtype(), Shape.of(rows[0].length, rows.length), transposed));
    }

    private static double[][] gram(double[][] rows) {
        double[][] gram = new double[rows.length][rows.length];
        for (int a = 0; a < rows.length; a++) {
            for (int b = 0; b < rows.length; b++) {
                for (int j = 0; j < rows[a].length; j++) {
                    gram[a][b] += rows[a][j] * rows[b][j];
                }
            }
        }
        return gram;
    }

    private static void assertNear(Estimate estimate, double truth) {
        assertThat(estimate.value()).isCloseTo(truth, within(4 * estimate.standardError() + 1e-12));
    }
}
