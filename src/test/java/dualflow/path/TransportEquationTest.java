package dualflow.path;

import static dualflow.path.PathCases.DEVICE;
import static dualflow.path.PathCases.numbers;
import static dualflow.path.PathCases.points;
import static dualflow.path.PathCases.scalar;
import static dualflow.path.PathCases.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dualflow.flow.Divergence;
import dualflow.flow.MarginalSde;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportEquationTest {
    /** A law in time: its log-density, its velocity and its score. */
    private record Law(
            String name, TransportEquation.LogDensity logDensity, VelocityField velocity, VelocityField score) {
        static Law of(String name, MarginalPath path) {
            return new Law(name, path::logDensity, path, path::score);
        }

        static Law of(String name, InterpolantPath path) {
            return new Law(name, path::logDensity, path, path::score);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Law> laws() {
        List<Law> laws = new ArrayList<>();
        Tensor gaussian = DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2, 2), 0.5, 0.125, 0.125, 1);
        Tensor data = DEVICE.tensor(DType.FLOAT64, Shape.of(3, 2), 1, 1, -1, 1, 0, -2);
        Tensor sources = DEVICE.tensor(DType.FLOAT64, Shape.of(3, 2), 0.5, -1, 1, 0.25, -0.75, 0);
        for (NoiseSchedule schedule : PathCases.schedules()) {
            laws.add(Law.of("mixture, " + schedule, PathCases.mixture(schedule)));
            laws.add(Law.of(
                    "Gaussian, " + schedule,
                    new MixturePath(schedule, vector(0), Ops.slice(data, -2, 0, 1), gaussian)));
            laws.add(Law.of("data, " + schedule, new FiniteDataPath(schedule, data)));
        }
        GoldenCsv.Case seen = null;
        for (GoldenCsv.Case golden : InterpolantPathTest.goldens()) {
            if (seen == null || seen.name().charAt(0) != golden.name().charAt(0)) {
                laws.add(Law.of("interpolant, " + golden, InterpolantPathTest.path(golden)));
                laws.add(Law.of(
                        "pairs, " + golden,
                        InterpolantPath.ofPairs(InterpolantPathTest.interpolant(golden), sources, data)));
            }
            seen = golden;
        }
        MixtureVelocity paper = PathCases.paperField();
        laws.add(new Law("the paper's (3)", paper::logDensity, paper, PathCases.mixture(new LinearSchedule())::score));
        return laws;
    }

    private static Tensor residual(Law law, VelocityField field, double time) {
        return new TransportEquation(law.logDensity()).logContinuity(field, scalar(time), points());
    }

    /** The size of the terms that cancel: |d/dt log p|, |div v| and |v . grad log p|. */
    private static double[] terms(Law law, double time) {
        double[] rate = numbers(residual(law, (t, x) -> Ops.zerosLike(x), time));
        Divergence.Both both = Divergence.exact().of(law.velocity(), scalar(time), points());
        double[] divergence = numbers(both.divergence());
        double[] along =
                numbers(Ops.sum(Ops.multiply(both.velocity(), law.score().velocity(scalar(time), points())), 1));
        return IntStream.range(0, rate.length)
                .mapToDouble(i -> 1 + Math.abs(rate[i]) + Math.abs(divergence[i]) + Math.abs(along[i]))
                .toArray();
    }

    private static void isRounding(Tensor residual, double[] terms, double ulps) {
        double[] numbers = numbers(residual);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(numbers[i]).isCloseTo(0, Offset.offset(ulps * PathCases.ULP * terms[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("laws")
    void fieldsCarryTheirDensity(Law law) {
        for (double time : new double[] {0.1, 0.5, 0.9}) {
            double[] terms = terms(law, time);
            isRounding(residual(law, law.velocity(), time), terms, 200);
            double[] density = numbers(Ops.exp(law.logDensity().at(scalar(time), points())));
            Tensor unscaled =
                    new TransportEquation(law.logDensity()).continuity(law.velocity(), scalar(time), points());
            double[] scaled = IntStream.range(0, 2)
                    .mapToDouble(i -> density[i] * terms[i])
                    .toArray();
            isRounding(unscaled, scaled, 200 * Math.max(1, PathCases.largest(terms) / 100));
        }
    }

    /** A constant c too much leaves c . grad log p. */
    @ParameterizedTest
    @MethodSource("laws")
    void aWrongFieldLeavesAResidual(Law law) {
        double time = 0.5;
        Tensor c = vector(0.5, -0.25);
        VelocityField wrong = (t, x) -> Ops.add(law.velocity().velocity(t, x), c);
        double[] residual = numbers(residual(law, wrong, time));
        double[] expected = numbers(Ops.sum(Ops.multiply(law.score().velocity(scalar(time), points()), c), 1));
        double[] terms = terms(law, time);
        for (int i = 0; i < 2; i++) {
            assertThat(residual[i])
                    .isCloseTo(expected[i], Offset.offset(400 * PathCases.ULP * (terms[i] + Math.abs(expected[i]))));
        }
        assertThat(PathCases.largest(expected)).isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void marginalSdesKeepTheDensityInBothDirections(Law law) {
        MarginalSde sde = new MarginalSde(law.velocity(), law.score(), TransportEquationTest::diffusion);
        TransportEquation forward = new TransportEquation(law.logDensity());
        TransportEquation backward =
                new TransportEquation((s, x) -> law.logDensity().at(reversed(s), x));
        VelocityField backwardDrift = (s, x) -> Ops.negate(sde.backwardDrift().velocity(reversed(s), x));
        for (double time : new double[] {0.25, 0.75}) {
            double[] terms = terms(law, time);
            double[] score = numbers(law.score().velocity(scalar(time), points()));
            for (int i = 0; i < 2; i++) {
                terms[i] += 2 * (score[2 * i] * score[2 * i] + score[2 * i + 1] * score[2 * i + 1]);
            }
            isRounding(
                    forward.logFokkerPlanck(sde.drift(), TransportEquationTest::diffusion, scalar(time), points()),
                    terms,
                    1000);
            isRounding(
                    backward.logFokkerPlanck(backwardDrift, s -> diffusion(reversed(s)), scalar(1 - time), points()),
                    terms,
                    1000);
        }
    }

    private static Tensor diffusion(Tensor t) {
        return Ops.shift(Ops.negate(Ops.scale(t, 0.5)), 1.25);
    }

    private static Tensor reversed(Tensor t) {
        return Ops.shift(Ops.negate(t), 1);
    }

    /** The heat kernel N(0, (1 + t) I): without drift, g = 1 carries it; a drift does not. */
    @Test
    void theHeatEquationIsOneOfThem() {
        TransportEquation heat = new TransportEquation((t, x) -> {
            Tensor variance = Ops.shift(t, 1);
            Tensor squares = Ops.divide(Ops.sum(Ops.multiply(x, x), 1), variance);
            return Ops.scale(Ops.add(squares, Ops.scale(Ops.log(Ops.scale(variance, 2 * Math.PI)), 2)), -0.5);
        });
        UnaryOperator<Tensor> one = t -> scalar(1);
        VelocityField none = (t, x) -> Ops.zerosLike(x);
        Tensor t = scalar(0.5);
        assertThat(numbers(heat.fokkerPlanck(none, one, t, points())))
                .containsExactly(new double[2], Offset.offset(1e-15));
        assertThat(numbers(heat.logFokkerPlanck(none, one, t, points())))
                .containsExactly(new double[2], Offset.offset(1e-14));
        double[] density = numbers(Ops.exp(heat.logDensity().at(t, points())));
        // A drift x adds div(p x) = p (2 - |x|^2 / 1.5).
        double[] x = numbers(points());
        double[] wrong = numbers(heat.fokkerPlanck((s, y) -> y, one, t, points()));
        for (int i = 0; i < 2; i++) {
            double square = x[2 * i] * x[2 * i] + x[2 * i + 1] * x[2 * i + 1];
            assertThat(wrong[i]).isCloseTo(density[i] * (2 - square / 1.5), Offset.offset(1e-14));
        }
    }

    @Test
    void timesMayDifferByRow() {
        Law law = Law.of("mixture", PathCases.mixture(new LinearSchedule()));
        VelocityField half = (t, x) -> Ops.scale(law.velocity().velocity(t, x), 0.5);
        Tensor times = DEVICE.tensor(DType.FLOAT64, Shape.of(2, 1), 0.25, 0.75);
        TransportEquation equation = new TransportEquation(law.logDensity());
        double[] both = numbers(equation.logFokkerPlanck(half, TransportEquationTest::diffusion, times, points()));
        for (int i = 0; i < 2; i++) {
            Tensor one = Ops.slice(points(), -2, i, 1);
            assertThat(both[i])
                    .isCloseTo(
                            numbers(equation.logFokkerPlanck(
                                    half, TransportEquationTest::diffusion, scalar(0.25 + 0.5 * i), one))[0],
                            Offset.offset(1e-14));
        }
    }
}
