package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.dependency.JvpEstimator;
import dualflow.dependency.SecondMoment;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 13. */
class WhatTheEstimatorMeasuresTest {
    private static final int SAMPLES = 20_000;

    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private SecondMoment estimate(UnaryOperator<Tensor> f, int inputs) {
        return new JvpEstimator(f, inputs, 3).secondMoment(device, DType.FLOAT64, SAMPLES);
    }

    private double[][] sampled(UnaryOperator<Tensor> f) {
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(SAMPLES, 1), new Draws(4).normals(0, 0, SAMPLES));
        return WhatTheEstimatorMeasures.covariance(f.apply(x).value().toDoubles());
    }

    /** 0.805 by JVPs. By Stein's lemma the covariance is e^(-1/2) as well, and the variance (1 - e^-2) / 2: 0.923. */
    @Test
    void sineIsMoreCorrelatedThanItsJvps() {
        UnaryOperator<Tensor> f = x -> Ops.concat(x, Ops.sin(x), -1);
        double product = Math.exp(-0.5);
        double ofJvps = product / Math.sqrt((1 + Math.exp(-2)) / 2);
        double ofOutputs = product / Math.sqrt((1 - Math.exp(-2)) / 2);
        assertThat(WhatTheEstimatorMeasures.correlation(estimate(f, 1).matrix()))
                .isCloseTo(ofJvps, within(0.02));
        assertThat(WhatTheEstimatorMeasures.correlation(sampled(f))).isCloseTo(ofOutputs, within(0.005));
        assertThat(ofOutputs - ofJvps).isGreaterThan(0.1);
    }

    /** x and x^2: E[2 x] and E[x^3] are 0. */
    @Test
    void dependenceMayEscapeBoth() {
        UnaryOperator<Tensor> f = x -> Ops.concat(x, Ops.multiply(x, x), -1);
        assertThat(WhatTheEstimatorMeasures.correlation(estimate(f, 1).matrix()))
                .isCloseTo(0, within(0.04));
        assertThat(WhatTheEstimatorMeasures.correlation(sampled(f))).isCloseTo(0, within(0.04));
    }

    /** The covariance is four times as large. The estimator's is too if its directions are those of z, twice those of x: as in f(2 x). */
    @Test
    void directionsHaveTheCovarianceOfTheNoise() {
        double[][] unit = estimate(WhatTheEstimatorMeasures::affine, 2).matrix();
        double[][] twice = estimate(x -> WhatTheEstimatorMeasures.affine(Ops.scale(x, 2)), 2)
                .matrix();
        assertThat(twice[0][1]).isCloseTo(4 * unit[0][1], within(1e-12));
        assertThat(twice[0][0]).isCloseTo(8, within(0.4));
    }

    /** Two outputs that share a fast wave and have slow parts of their own: (1 - e^-50) / 2 of 1.5, but 25 times that of 1 and it. */
    @Test
    void estimateMayBeLargerThanTheCorrelationToo() {
        UnaryOperator<Tensor> f = x -> {
            Tensor wave = Ops.sin(Ops.scale(Ops.slice(x, -1, 0, 1), 5));
            return Ops.concat(Ops.add(wave, Ops.slice(x, -1, 1, 1)), Ops.add(wave, Ops.slice(x, -1, 2, 1)), -1);
        };
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(SAMPLES, 3), new Draws(5).normals(0, 0, 3 * SAMPLES));
        double ofOutputs = WhatTheEstimatorMeasures.correlation(
                WhatTheEstimatorMeasures.covariance(f.apply(x).value().toDoubles()));
        double ofJvps = WhatTheEstimatorMeasures.correlation(estimate(f, 3).matrix());
        assertThat(ofOutputs).isCloseTo(0.5 / 1.5, within(0.02));
        assertThat(ofJvps).isCloseTo(12.5 / 13.5, within(0.01));
    }

    /** Var g <= E[g'^2] for a standard normal variable: 15 and 27 for the cube. */
    @Test
    void estimateBoundsTheVariance() {
        SecondMoment moment = estimate(WhatTheEstimatorMeasures::cubic, 1);
        assertThat(moment.entry(1, 1).orElseThrow().low()).isGreaterThan(15);
        assertThat(moment.entry(1, 1).orElseThrow().covers(27)).isTrue();
        assertThat(moment.entry(0, 1).orElseThrow().covers(3)).isTrue();
    }
}
