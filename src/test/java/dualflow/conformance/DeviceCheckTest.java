package dualflow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.device.opencl.OpenClInfo;
import dualflow.device.opencl.Planted;
import dualflow.launch.Fusion;
import dualflow.op.Divide;
import dualflow.op.Exp;
import dualflow.op.Log;
import dualflow.op.MatMul;
import dualflow.op.Silu;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check finds what is wrong, names it, and continues. */
class DeviceCheckTest {
    private static final Shape SHAPE = Shape.of(131);

    private static DeviceCheck.Report check(String... mistakes) {
        OpenClInfo info = TestDevices.openClInfo();
        List<Trial> trials = new ArrayList<>();
        for (String mistake : mistakes) {
            trials.add(OpTrial.usual(OpCase.of(new Planted(mistake), SHAPE)));
            trials.add(OpTrial.usual(OpCase.of(new Planted(mistake), Shape.of(1))));
        }
        trials.add(OpTrial.usual(OpCase.of(new Exp(), SHAPE)));
        return DeviceCheck.run(info, trials, name -> {});
    }

    private static Map<String, TrialSummary> inFloat32(DeviceCheck.Report report) {
        return report.rows().stream()
                .filter(row -> row.dtype() == DType.FLOAT32)
                .collect(Collectors.toMap(TrialSummary::name, Function.identity()));
    }

    @Test
    void wrongKernelIsNamedWithTheDifferenceAndWhereItIs() {
        DeviceCheck.Report report = check("one_off");
        assertThat(report.passed()).isFalse();
        TrialSummary row = inFloat32(report).get("planted_one_off");
        assertThat(row.passed()).isFalse();
        assertThat(row.result()).isEqualTo("differs: 1 ulp");
        Difference difference = row.largest().orElseThrow();
        assertThat(difference.index()).isEqualTo(100);
        assertThat((float) difference.device()).isEqualTo(Math.nextUp((float) difference.host()));
        assertThat(difference.toString()).contains("1 ulp at number 100 of Planted[mistake=one_off] of [[131]]");
        assertThat(inFloat32(report).get("exp").result()).isEqualTo("equal");
        assertThat(report.kernels()).anyMatch(kernel -> kernel.startsWith("op_planted_one_off of "));
    }

    @Test
    void kernelThatDoesNotBuildIsNamedWithTheCompilersWordsAndTheRestIsTried() {
        DeviceCheck.Report report = check("misspelt");
        assertThat(report.passed()).isFalse();
        assertThat(inFloat32(report).get("planted_misspelt").failures())
                .singleElement()
                .asString()
                .contains("opencl/planted_misspelt.cl", "do not build");
        assertThat(report.buildLogs().values()).allMatch(log -> log.contains("no_such_function"));
        assertThat(report.buildLogs()).isNotEmpty();
        assertThat(inFloat32(report).get("exp").result()).isEqualTo("equal");
    }

    @Test
    void afterADriversErrorTheDeviceIsOpenedAnewAndTheRestIsTried() {
        DeviceCheck.Report report = check("refused");
        TrialSummary row = inFloat32(report).get("planted_refused");
        assertThat(row.result()).isEqualTo("fails");
        assertThat(row.trials()).isZero();
        assertThat(row.failures()).singleElement().asString().contains("running kernel op_planted_refused");
        assertThat(inFloat32(report).get("exp").result()).isEqualTo("equal");
        assertThat(report.passed()).isFalse();
    }

    @Test
    void everyOpIsTriedWithoutNumbersAndOnWholeVectorsAndOnOddLengths() {
        Map<String, List<OpTrial>> byName = Trials.all().stream()
                .flatMap(trial -> trial instanceof OpTrial each ? Stream.of(each) : Stream.empty())
                .collect(Collectors.groupingBy(Trial::name));
        assertThat(byName).hasSizeGreaterThan(50);
        byName.forEach((name, trials) -> {
            assertThat(trials).as(name).anyMatch(trial -> shapes(trial).anyMatch(shape -> shape.size() == 0));
            assertThat(trials)
                    .as(name)
                    .anyMatch(trial -> shapes(trial).anyMatch(shape -> shape.rank() > 0 && shape.dim(-1) % 2 == 1));
            assertThat(trials).as(name).anyMatch(trial -> trial.way() == OpTrial.Way.REPLAYED);
        });
        assertThat(Trials.all().stream().map(Trial::name))
                .contains("attention", "group norm", "fused ops", "joined winograd_convolution");
    }

    private static Stream<Shape> shapes(OpTrial trial) {
        return Stream.concat(trial.shapes().stream(), Stream.of(trial.op().shape(trial.shapes())));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, FLOAT32, 0",
        "0, -0.0, FLOAT32, 0",
        "1, 1.00000011920928955078125, FLOAT32, 1",
        "1, 0.999999940395355224609375, FLOAT32, 1",
        "1.4e-45, -1.4e-45, FLOAT32, 2",
        "3.4028234663852886e38, Infinity, FLOAT32, 1",
        "NaN, NaN, FLOAT64, 0",
        "NaN, 1, FLOAT64, 9223372036854775807",
        "1, 1.0000000000000002220446049250313, FLOAT64, 1",
        "4.9e-324, -4.9e-324, FLOAT64, 2",
        "-Infinity, Infinity, FLOAT64, 9223372036854775806"
    })
    void differencesAreCountedFromNumberToNumber(double a, double b, DType dtype, long ulps) {
        assertThat(Difference.ulps(a, b, dtype)).isEqualTo(ulps);
        assertThat(Difference.ulps(b, a, dtype)).isEqualTo(ulps);
    }

    /** What a flushing device would give passes, and is counted; anything else besides does not. */
    @Test
    void flushingExplainsWhatItMakesAndNothingElse() {
        try (HostDevice host = new HostDevice()) {
            double tiny = Float.MIN_NORMAL / 2;
            List<double[]> inputs = List.of(new double[] {tiny, 1, Float.MIN_NORMAL, 3}, new double[] {3, tiny, 4, 7});
            Trial trial = new OpTrial(new Divide(), List.of(Shape.of(4), Shape.of(4)), () -> inputs, OpTrial.Way.EAGER);
            List<double[]> expected = trial.results(host, DType.FLOAT32, inputs);
            double[] found = {0, Double.POSITIVE_INFINITY, 0, expected.get(0)[3]};
            assertThat(Comparison.of(trial, DType.FLOAT32, host, expected, List.of(found), true))
                    .isEqualTo(new Comparison(4, 2, 1, Optional.empty()));
            Comparison strict = Comparison.of(trial, DType.FLOAT32, host, expected, List.of(found), false);
            assertThat(strict.flushed() + strict.changed()).isZero();
            assertThat(strict.largest()).isPresent();
            found[3] = Math.nextUp((float) found[3]);
            Comparison other = Comparison.of(trial, DType.FLOAT32, host, expected, List.of(found), true);
            assertThat(other.flushed() + other.changed()).isEqualTo(3);
            assertThat(other.largest().orElseThrow().index()).isEqualTo(3);
            assertThat(other.largest().orElseThrow().inputs()).containsExactly(3.0, 7.0);
        }
    }

    /** Inside silu the logistic function is flushed below -87, even where another op of the same launch hides the result. */
    @Test
    void flushingInsideAnOpIsFollowedThroughALaunch() {
        Shape shape = Shape.of(3);
        double[] x = {-87.5, -88.0228271484375, 2};
        Fusion fusion = new Fusion(
                shape,
                List.of(shape),
                List.of(
                        new Fusion.Node(new Silu(), List.of(0)),
                        new Fusion.Node(new Silu(), List.of(1)),
                        new Fusion.Node(new Log(), List.of(2))),
                List.of(1, 3));
        Trial trial = new FusionTrial("fused ops", fusion, List.of(x));
        try (HostDevice host = new HostDevice()) {
            List<double[]> expected = trial.results(host, DType.FLOAT32, trial.inputs());
            double infinity = Double.NEGATIVE_INFINITY;
            List<double[]> found = List.of(
                    new double[] {-0.0, -0.0, expected.get(0)[2]},
                    new double[] {infinity, infinity, expected.get(1)[2]});
            assertThat(Comparison.of(trial, DType.FLOAT32, host, expected, found, true))
                    .isEqualTo(new Comparison(6, 0, 4, Optional.empty()));
            found.get(0)[1] = 1e-35;
            found.get(1)[2] = 0;
            Comparison wrong = Comparison.of(trial, DType.FLOAT32, host, expected, found, true);
            assertThat(wrong.changed()).isEqualTo(3);
            assertThat(wrong.largest()).isPresent();
        }
    }

    @Test
    void trialsAreTheSameEveryTime() {
        Trial once = OpTrial.special(OpCase.of(new MatMul(), Shape.of(7, 9), Shape.of(9, 5)));
        Trial again = OpTrial.special(OpCase.of(new MatMul(), Shape.of(7, 9), Shape.of(9, 5)));
        assertThat(Trial.same(once.inputs(), again.inputs())).isTrue();
        assertThat(once.inputs().get(0)).contains(Double.POSITIVE_INFINITY);
    }
}
