package dualflow.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.FiniteDifference;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvpEstimatorTest {
    private final Device device = new HostDevice();

    @AfterEach
    void closeDevice() {
        device.close();
    }

    /** Var(f) = 3 - 1 = 2 is bounded by E[f'^2] = 4 (Gaussian Poincare inequality): the two are not the same. */
    @Test
    void secondMomentOfASquareIsFourWhereItsVarianceIsTwo() {
        List<Double> values = new ArrayList<>();
        SecondMoment moment = new SecondMoment(1);
        new JvpEstimator(x -> Ops.multiply(x, x), 1, 17)
                .withLargestChunk(4096)
                .run(device, DType.FLOAT64, 0, 200_000, chunk -> {
                    moment.add(chunk);
                    DoubleStream.of(chunk.values()).forEach(values::add);
                });
        Estimate estimate = moment.entry(0, 0).orElseThrow();
        assertThat(estimate.value()).isCloseTo(4, within(4 * estimate.standardError()));
        assertThat(estimate.standardError()).isLessThan(0.05);
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double variance = values.stream()
                .mapToDouble(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        assertThat(variance).isCloseTo(2, within(0.1));
    }

    @ParameterizedTest
    @EnumSource
    void linearMapsGiveTheirTrueCorrelation(Directions directions) {
        // Outputs x1 + x2, x2 + x3, x4: covariance [[2, 1, 0], [1, 2, 0], [0, 0, 1]].
        UnaryOperator<Tensor> f = linear(4, 3, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1);
        SecondMoment moment =
                new JvpEstimator(f, 4, 5).withDirections(directions, 3).secondMoment(device, DType.FLOAT64, 5000);
        assertThat(moment.samples()).isEqualTo(5000);
        assertThat(moment.directions()).isEqualTo(15_000);
        assertNear(moment.entry(0, 0).orElseThrow(), 2 * directions.secondMoment(4));
        assertNear(moment.correlation().uncentred(0, 1).orElseThrow(), 0.5);
        assertNear(moment.correlation().pearson(0, 1).orElseThrow(), 0.5);
        assertNear(moment.correlation().uncentred(0, 2).orElseThrow(), 0);
    }

    @Test
    void asManyOrthogonalDirectionsAsDimensionsLeaveNoNoise() {
        UnaryOperator<Tensor> f = linear(3, 2, 1, 0.5, 2, 0, 0, 3);
        SecondMoment moment = new JvpEstimator(f, 3, 5)
                .withDirections(Directions.ORTHOGONAL, 3)
                .secondMoment(device, DType.FLOAT64, 2);
        assertThat(moment.matrix()[0][0]).isCloseTo(5, within(1e-14));
        assertThat(moment.matrix()[0][1]).isCloseTo(0.5, within(1e-14));
        assertThat(moment.matrix()[1][1]).isCloseTo(9.25, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 100, 4096})
    void resultsDoNotDependOnTheChunk(int chunk) {
        JvpEstimator estimator = new JvpEstimator(JvpEstimatorTest::curved, 3, 9).withDirections(Directions.UNIT, 2);
        SecondMoment expected = estimator.secondMoment(device, DType.FLOAT64, 250);
        SecondMoment moment = estimator.withLargestChunk(chunk).secondMoment(device, DType.FLOAT64, 250);
        assertThat(moment.matrix()).isDeepEqualTo(expected.matrix());
        assertThat(moment.correlation().uncentred(0, 2))
                .isEqualTo(expected.correlation().uncentred(0, 2));
    }

    @Test
    void aRunGoesOnWhereItWasLeft() {
        JvpEstimator estimator = new JvpEstimator(JvpEstimatorTest::curved, 3, 9);
        SecondMoment expected = estimator.secondMoment(device, DType.FLOAT64, 250);
        SecondMoment moment = new SecondMoment(3);
        estimator.run(device, DType.FLOAT64, 0, 90, moment::add);
        estimator.run(device, DType.FLOAT64, 90, 160, moment::add);
        assertThat(moment.matrix()).isDeepEqualTo(expected.matrix());
    }

    @Test
    void anotherSeedGivesOtherSamples() {
        assertThat(new JvpEstimator(JvpEstimatorTest::curved, 3, 9)
                        .secondMoment(device, DType.FLOAT64, 5)
                        .matrix())
                .isNotEqualTo(new JvpEstimator(JvpEstimatorTest::curved, 3, 10)
                        .secondMoment(device, DType.FLOAT64, 5)
                        .matrix());
    }

    /** A sample takes 4 arrays of 1000 elements and a few of 2; half a MiB has room for 16 such samples, not for 50. */
    @Test
    void chunksFitTheDevicesMemory() {
        try (Device small = new HostDevice(1 << 20)) {
            Tensor w = small.fill(DType.FLOAT64, Shape.of(1000, 2), 1);
            long before = small.account().live();
            List<Integer> sizes = new ArrayList<>();
            new JvpEstimator(x -> Ops.matmul(Ops.scale(x, 2), w), 1000, 1)
                    .run(small, DType.FLOAT64, 0, 60, chunk -> sizes.add(chunk.samples()));
            assertThat(sizes.stream().mapToInt(n -> n).sum()).isEqualTo(60);
            assertThat(sizes).allSatisfy(size -> assertThat(size).isBetween(1, 32));
            assertThat(small.account().live()).isEqualTo(before);
        }
    }

    @Test
    void differencesAgreeWithTheExactProduct() {
        JvpEstimator exact = new JvpEstimator(JvpEstimatorTest::curved, 3, 9).withDirections(Directions.GAUSSIAN, 2);
        double[] jvp = tangents(exact, DType.FLOAT64);
        double[] central = tangents(
                exact.withDerivative(new Derivative.Difference(FiniteDifference.CENTRAL, 1e-5)), DType.FLOAT64);
        double[] forward = tangents(
                exact.withDerivative(new Derivative.Difference(FiniteDifference.FORWARD, 1e-7)), DType.FLOAT64);
        double[] single = tangents(exact, DType.FLOAT32);
        for (int i = 0; i < jvp.length; i++) {
            assertThat(central[i]).isCloseTo(jvp[i], within(1e-8));
            assertThat(forward[i]).isCloseTo(jvp[i], within(1e-4));
            assertThat(single[i]).isCloseTo(jvp[i], within(1e-4));
        }
    }

    @Test
    void theSlabOfALinearModelGivesThePartialCorrelation() {
        // Z = u1, X = Z + u2, Y = Z + u3: a fork. Partial correlation 0, marginal 1/2.
        UnaryOperator<Tensor> fork = linear(3, 3, 1, 1, 1, 0, 1, 0, 0, 0, 1);
        assertConditioned(fork, 0.5, 0);
    }

    @Test
    void aChainLosesItsDependenceGivenItsMiddle() {
        // X = u1, M = X + u2/2, Y = M + u3/2, listed as (M, X, Y): corr(X, Y) = 1 / sqrt(1.5).
        UnaryOperator<Tensor> chain = linear(3, 3, 1, 1, 1, 0.5, 0, 0.5, 0, 0, 0.5);
        assertConditioned(chain, 1 / Math.sqrt(1.5), 0);
    }

    @Test
    void aMediatorWithADirectEffectLeavesTheDirectEffect() {
        // X = u1, M = X + u2, Y = M + X + u3, listed as (M, X, Y). Given M: cov(X, Y) = 1/2, var X = 1/2, var Y = 3/2.
        UnaryOperator<Tensor> mediator = linear(3, 3, 1, 1, 2, 1, 0, 1, 0, 0, 1);
        assertConditioned(mediator, 2 / Math.sqrt(6), 1 / Math.sqrt(3));
    }

    @Test
    void aColliderGainsDependenceGivenTheCommonEffect() {
        // X = u1, Y = u2, C = X + Y + u3/2, listed as (C, X, Y): 0, then -1 / 1.25 (paper, section 7.1).
        UnaryOperator<Tensor> collider = linear(3, 3, 1, 1, 0, 1, 0, 1, 0.5, 0, 0);
        assertConditioned(collider, 0, -0.8);
    }

    @Test
    void heldOutputsDoNotMove() {
        JvpEstimator estimator = new JvpEstimator(JvpEstimatorTest::curved, 3, 9)
                .withDirections(Directions.GAUSSIAN, 2)
                .withHeld(1);
        estimator.run(device, DType.FLOAT64, 0, 100, chunk -> {
            for (int k = 0; k < 2; k++) {
                for (int i = 0; i < chunk.samples(); i++) {
                    assertThat(chunk.tangent(k, i, 1)).isCloseTo(0, within(1e-13));
                    assertThat(Math.abs(chunk.tangent(k, i, 0))).isGreaterThan(1e-6);
                }
            }
        });
    }

    @Test
    void mapsThatMixUpRowsAreRefused() {
        assertThatThrownBy(() -> new JvpEstimator(x -> Ops.sum(x, 1), 3, 1).secondMoment(device, DType.FLOAT64, 10))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[10, m]");
        assertThatThrownBy(() -> new JvpEstimator(JvpEstimatorTest::curved, 3, 1)
                        .withHeld(3)
                        .secondMoment(device, DType.FLOAT64, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no output 3");
        assertThatThrownBy(
                        () -> new JvpEstimator(JvpEstimatorTest::curved, 3, 1).secondMoment(device, DType.FLOAT64, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Derivative.Difference(FiniteDifference.CENTRAL, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Derivative.Difference(FiniteDifference.FORWARD, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Marginal and conditional correlation of outputs 1 and 2 given output 0: by a slab, by the precision matrix, and by
     * directions that hold output 0 fixed. The slab's own width leaves a bias of order tau^2, here below 0.003.
     */
    private void assertConditioned(UnaryOperator<Tensor> f, double marginal, double given) {
        JvpEstimator estimator = new JvpEstimator(f, 3, 21).withLargestChunk(8192);
        SecondMoment all = new SecondMoment(3);
        SecondMoment slab = new SecondMoment(3);
        estimator.run(device, DType.FLOAT64, 0, 150_000, chunk -> {
            all.add(chunk);
            slab.add(chunk, new Slab(0, 0.1));
        });
        assertNear(all.correlation().uncentred(1, 2).orElseThrow(), marginal);
        assertThat(all.correlation().partial(1, 2).orElseThrow()).isCloseTo(given, within(0.012));
        assertThat(slab.keptFraction()).isBetween(0.03, 0.1);
        Estimate conditioned = slab.correlation().uncentred(1, 2).orElseThrow();
        assertThat(conditioned.value()).isCloseTo(given, within(4 * conditioned.standardError() + 0.003));
        assertThat(slab.correlation().effectiveCount(1, 2).orElseThrow())
                .isCloseTo((double) slab.directions(), within(0.1 * (double) slab.directions()));
        SecondMoment held = estimator.withHeld(0).secondMoment(device, DType.FLOAT64, 20_000);
        assertNear(held.correlation().uncentred(1, 2).orElseThrow(), given);
        assertThat(held.matrix()[0][0]).isCloseTo(0, within(1e-28));
    }

    private double[] tangents(JvpEstimator estimator, DType dtype) {
        List<double[]> parts = new ArrayList<>();
        estimator.run(device, dtype, 0, 16, chunk -> parts.add(chunk.tangents()));
        return parts.get(0);
    }

    /** (x1 x2, x2 x3 + x1, x3^2 x1 - x2), row by row. */
    private static Tensor curved(Tensor x) {
        Tensor a = Ops.slice(x, -1, 0, 1);
        Tensor b = Ops.slice(x, -1, 1, 1);
        Tensor c = Ops.slice(x, -1, 2, 1);
        Tensor first = Ops.multiply(a, b);
        Tensor second = Ops.add(Ops.multiply(b, c), a);
        Tensor third = Ops.subtract(Ops.multiply(Ops.multiply(c, c), a), b);
        return Ops.concat(Ops.concat(first, second, -1), third, -1);
    }

    private UnaryOperator<Tensor> linear(int inputs, int outputs, double... matrix) {
        Tensor w = device.tensor(DType.FLOAT64, Shape.of(inputs, outputs), matrix);
        return x -> Ops.matmul(x, w);
    }

    private static void assertNear(Estimate estimate, double truth) {
        assertThat(estimate.value()).isCloseTo(truth, within(4 * estimate.standardError() + 1e-12));
    }
}
