package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.op.Ops;
import dualflow.path.CosineSchedule;
import dualflow.path.LinearSchedule;
import dualflow.path.MixturePath;
import dualflow.path.NoiseSchedule;
import dualflow.path.VarianceExploding;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PointFlowTest {
    private static final int N = 5;

    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static MixtureFlow mixture() {
        return new MixtureFlow(
                new Gaussian(new double[] {0.5, -0.25}, new double[][] {{1, 0.5}, {0.5, 2}}),
                new GaussianMixture(
                        new double[] {0.25, 0.75},
                        List.of(
                                new Gaussian(new double[] {1, 0}, new double[][] {{1, 0}, {0, 1}}),
                                new Gaussian(new double[] {-1, 2}, new double[][] {{0.5, 0.125}, {0.125, 0.25}}))));
    }

    private Tensor points() {
        return device.tensor(DType.FLOAT64, Shape.of(N, 2), new Draws(3).normals(0, 0, 2 * N));
    }

    /** From the velocity alone; beside it the derivative of log p_t, of a source that is neither centred nor round. */
    @Test
    void scoreOfAMixtureIsTheGradientOfItsLogDensity() {
        PointFlow flow = PointFlow.of(mixture(), device, DType.FLOAT64);
        MixtureVelocity exact = MixtureTensors.velocity(mixture(), device, DType.FLOAT64);
        for (double time : new double[] {0, 0.3, 0.9}) {
            Tensor t = device.scalar(DType.FLOAT64, time);
            Tensor gradient = Autodiff.grad(x -> Ops.sum(exact.logDensity(t, x), 1), points());
            requireClose(flow.score().orElseThrow().velocity(t, points()), gradient, 1e-12);
        }
    }

    @Test
    void scoreAlongAPathIsTheGradientOfItsLogDensity() {
        for (NoiseSchedule schedule : List.of(new LinearSchedule(), new CosineSchedule(), new VarianceExploding())) {
            MixturePath path = path(schedule);
            PointFlow flow = PointFlow.of(schedule, path, 2, device, DType.FLOAT64);
            for (double time : new double[] {0.1, 0.5, 0.9}) {
                Tensor t = device.scalar(DType.FLOAT64, time);
                requireClose(flow.score().orElseThrow().velocity(t, points()), path.score(t, points()), 1e-11);
                Tensor mean = PointFlow.ofDataMean(schedule, path::dataMean).velocity(t, points());
                requireClose(mean, path.velocity(t, points()), 1e-11);
            }
        }
    }

    private MixturePath path(NoiseSchedule schedule) {
        return new MixturePath(
                schedule,
                device.tensor(DType.FLOAT64, Shape.of(2), 0, 1),
                device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, -1, 2),
                device.tensor(DType.FLOAT64, Shape.of(2, 2, 2), 1, 0, 0, 1, 0.5, 0.1, 0.1, 0.25));
    }

    @Test
    void sourceAndItsDensityBelongTogether() {
        PointFlow flow = PointFlow.of(mixture(), device, DType.FLOAT64);
        Tensor x0 = flow.source().apply(points());
        // log N(z | 0, I) - log det L = log p0(mu0 + L z), det L L^T = 1.75
        double[] z = points().value().toDoubles();
        double[] density = flow.sourceLogDensity().apply(x0).value().toDoubles();
        PointFlow exploding =
                PointFlow.of(new VarianceExploding(), path(new VarianceExploding()), 2, device, DType.FLOAT64);
        double[] wide = exploding
                .sourceLogDensity()
                .apply(exploding.source().apply(points()))
                .value()
                .toDoubles();
        for (int i = 0; i < N; i++) {
            double standard = -(z[2 * i] * z[2 * i] + z[2 * i + 1] * z[2 * i + 1]) / 2 - StrictMath.log(2 * Math.PI);
            assertThat(density[i]).isCloseTo(standard - StrictMath.log(1.75) / 2, within(1e-13));
            assertThat(wide[i]).isCloseTo(standard - 2 * StrictMath.log(50), within(1e-12));
        }
    }

    /** The likelihood of an exact flow is the closed form's, its samples are as close to data as other data, and no more so. */
    @Test
    void anExactFlowIsJudgedAsExact() {
        double[] data = samples(2000, 5);
        FlowQuality quality = FlowQuality.of(
                PointFlow.of(mixture(), device, DType.FLOAT64),
                OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_5, Tolerances.of(1e-8)),
                data,
                samples(2000, 6),
                1,
                device,
                DType.FLOAT64,
                done -> {});
        double mean = 0;
        for (int i = 0; i < 2000; i++) {
            mean += mixture().at(1).logDensity(Arrays.copyOfRange(data, 2 * i, 2 * i + 2)) / 2000;
        }
        assertThat(quality.logLikelihood()).isCloseTo(mean, within(1e-6));
        assertThat(quality.standardError()).isBetween(0.015, 0.03);
        assertThat(quality.distance()).isBetween(quality.dataDistance() / 3, quality.dataDistance() * 3);
        assertThat(quality.evaluations()).isBetween(30L, 1000L);
    }

    /** By the mixture's definition. */
    private static double[] samples(int n, long seed) {
        double[] u = new Draws(seed).uniforms(1, 0, n);
        double[] z = new Draws(seed).normals(2, 0, 2 * n);
        double[] samples = new double[2 * n];
        for (int i = 0; i < n; i++) {
            boolean first = u[i] < 0.25;
            double a = Math.sqrt(0.5);
            samples[2 * i] = first ? 1 + z[2 * i] : -1 + a * z[2 * i];
            samples[2 * i + 1] =
                    first ? z[2 * i + 1] : 2 + 0.125 / a * z[2 * i] + Math.sqrt(0.25 - 0.03125) * z[2 * i + 1];
        }
        return samples;
    }

    @Test
    void samplesDoNotDependOnHowManyThereAre() {
        PointFlow flow = PointFlow.of(mixture(), device, DType.FLOAT64);
        OdeSolver solver = OdeSolver.adaptive(Tolerances.of(1e-4));
        FlowSamples.Motion motion = (x0, first) -> solver.solve(flow.velocity(), x0, TimeGrid.of(0, 1));
        double[] many = FlowSamples.of(flow, motion, 1001, 7, device, DType.FLOAT64, done -> {});
        double[] few = FlowSamples.of(flow, motion, 3, 7, device, DType.FLOAT64, done -> {});
        assertThat(few).isEqualTo(Arrays.copyOf(many, 6));
        assertThat(FlowSamples.of(flow, motion, 3, 8, device, DType.FLOAT64, done -> {}))
                .isNotEqualTo(few);
    }

    @Test
    void heldOutSamplesAreNotTrainedOn() {
        ToySamples toy = new ToySamples(ToyData.CIRCLES, 4);
        double[] fresh = toy.fresh(3).at(1);
        double[] first = new double[2];
        toy.first(9).copy(3, first, 0);
        assertThat(Arrays.copyOf(fresh, 2)).isEqualTo(first);
        assertThat(toy.heldOut(0, 1)).isNotEqualTo(Arrays.copyOf(toy.fresh(3).at(0), 2));
        assertThat(toy.heldOut(2, 1)).isEqualTo(Arrays.copyOfRange(toy.heldOut(0, 3), 4, 6));
    }

    private static void requireClose(Tensor actual, Tensor expected, double relative) {
        double[] a = actual.value().toDoubles();
        double[] e = expected.value().toDoubles();
        double scale = Arrays.stream(e).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < e.length; i++) {
            assertThat(a[i]).isCloseTo(e[i], within(relative * scale));
        }
    }
}
