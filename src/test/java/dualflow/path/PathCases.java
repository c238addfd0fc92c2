package dualflow.path;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.flow.MixtureVelocity;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;

/** What the tests of paths share: one host device, the schedules by the names in the golden files, and the golden mixture. */
final class PathCases {
    static final Device DEVICE = new HostDevice();
    static final double ULP = 0x1p-52;

    private static final Map<String, NoiseSchedule> SCHEDULES = new LinkedHashMap<>();
    private static final GoldenCsv.Case MIXTURE =
            GoldenCsv.read("path/mixture").cases().get(0);

    static {
        SCHEDULES.put("linear", new LinearSchedule());
        SCHEDULES.put("sigma_min", new LinearSchedule(0.01));
        SCHEDULES.put("polynomial 2", new PolynomialSchedule(2));
        SCHEDULES.put("polynomial 3", new PolynomialSchedule(3));
        SCHEDULES.put("polynomial 1.5", new PolynomialSchedule(1.5));
        SCHEDULES.put("cosine", new CosineSchedule());
        SCHEDULES.put("variance preserving", new VariancePreserving());
        SCHEDULES.put("linear variance preserving", new LinearVariancePreserving());
        SCHEDULES.put("variance exploding", new VarianceExploding());
    }

    private PathCases() {}

    static Collection<NoiseSchedule> schedules() {
        return SCHEDULES.values();
    }

    static NoiseSchedule schedule(GoldenCsv.Case golden) {
        return SCHEDULES.get(golden.name().substring(0, golden.name().indexOf(" t=")));
    }

    static Tensor tensor(GoldenCsv.Case golden, String quantity) {
        return DEVICE.tensor(DType.FLOAT64, Shape.of(golden.shape(quantity)), golden.values(quantity));
    }

    static Tensor vector(double... x) {
        return DEVICE.tensor(DType.FLOAT64, Shape.of(x.length), x);
    }

    static Tensor scalar(double x) {
        return DEVICE.scalar(DType.FLOAT64, x);
    }

    static Tensor identity() {
        return DEVICE.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, 0, 1);
    }

    static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    static double number(Tensor x) {
        return x.value().toDouble();
    }

    static double largest(double[] x) {
        return Arrays.stream(x).map(Math::abs).max().orElseThrow();
    }

    static void isClose(Tensor actual, double[] expected, double tolerance, Object of) {
        assertThat(numbers(actual)).as("%s", of).containsExactly(expected, Offset.offset(tolerance));
    }

    /** The points of the golden mixture, [2, 2]. */
    static Tensor points() {
        return tensor(MIXTURE, "x");
    }

    static MixturePath mixture(NoiseSchedule schedule) {
        return new MixturePath(
                schedule,
                Ops.log(tensor(MIXTURE, "weights")),
                tensor(MIXTURE, "means"),
                tensor(MIXTURE, "covariances"));
    }

    /** The paper's field (3) to the same mixture, which knows of no schedule. */
    static MixtureVelocity paperField() {
        return new MixtureVelocity(
                Ops.log(tensor(MIXTURE, "weights")),
                tensor(MIXTURE, "means"),
                tensor(MIXTURE, "covariances"),
                vector(0, 0),
                identity());
    }

    static void isWithinStandardErrors(MonteCarloMean mean, Tensor expected) {
        double[] means = numbers(mean.mean());
        double[] errors = numbers(mean.standardError());
        double[] exact = numbers(expected);
        for (int i = 0; i < exact.length; i++) {
            assertThat(means[i]).isCloseTo(exact[i], Offset.offset(5 * errors[i] + 1e-14));
            assertThat(errors[i]).isLessThan(0.05);
        }
    }
}
