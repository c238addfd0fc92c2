package dualflow.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DoFlowTest {
    private final Device device = new HostDevice();

    @AfterEach
    void closeDevice() {
        device.close();
    }

    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("causal/do_flow").cases();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void exactLawMatchesGolden(GoldenCsv.Case golden) {
        DoFlow.Reading reading = golden.scalar("reading") == 1 ? DoFlow.Reading.STATE : DoFlow.Reading.EXPECTED_END;
        double[][] end = new GaussianDoFlow(golden.matrix("sigma"), 1, reading).covariance(golden.scalar("t0"));
        double[][] expected = golden.matrix("covariance");
        for (int i = 0; i < 3; i++) {
            assertThat(end[i]).containsExactly(expected[i], within(1e-10));
        }
    }

    /** The do-flow as a velocity on the engine: unit vectors go where the exact law's matrix sends them. */
    @ParameterizedTest
    @EnumSource
    void engineHasTheExactLaw(DoFlow.Reading reading) {
        double[][] sigma = Structure.COLLIDER.linear().covariance();
        double[][] expected = new GaussianDoFlow(sigma, 1, reading).covariance(0.25);
        double[] ends = new DoFlow(velocity(sigma), DoFlowTest::middle, reading)
                .transport(
                        OdeSolver.fixed(ButcherTableau.DORMAND_PRINCE_5),
                        device.tensor(DType.FLOAT64, Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1),
                        0.25,
                        40)
                .value()
                .toDoubles();
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                double sum = 0;
                for (int row = 0; row < 3; row++) {
                    sum += ends[3 * row + a] * ends[3 * row + b];
                }
                assertThat(sum).isCloseTo(expected[a][b], within(1e-7));
            }
        }
    }

    /** Two attributes, one of them curved, through a nonlinear velocity. */
    @ParameterizedTest
    @EnumSource
    void attributesStayConstantAlongPaths(DoFlow.Reading reading) {
        UnaryOperator<Tensor> attributes =
                x -> Ops.concat(middle(x), Ops.tanh(Ops.add(Ops.slice(x, -1, 0, 1), Ops.slice(x, -1, 2, 1))), -1);
        DoFlow flow = new DoFlow((t, x) -> Ops.subtract(Ops.sin(x), Ops.multiply(t, x)), attributes, reading);
        Tensor x0 = device.tensor(DType.FLOAT64, Shape.of(4, 3), new Draws(2).normals(0, 0, 12));
        Tensor begin = device.scalar(DType.FLOAT64, 0.25);
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.DORMAND_PRINCE_5);
        double[] held = flow.attributes(begin, x0).value().toDoubles();
        Tensor end = solver.solve(flow, x0, TimeGrid.uniform(0.25, 1, 20));
        double[] after =
                flow.attributes(device.scalar(DType.FLOAT64, 1), end).value().toDoubles();
        assertThat(after).containsExactly(held, within(1e-6));
        assertThat(end.value().toDoubles()).isNotEqualTo(x0.value().toDoubles());
    }

    /** What was to be checked: in a linear fork of correlation .36, where do(Z) gives 0. */
    @Test
    void noDoFlowIsADo() {
        DoFlowStudy study = DoFlowStudy.of(List.of(Structure.FORK, Structure.CHAIN, Structure.COLLIDER));
        double[] fork = study.rows().stream()
                .filter(row -> row.structure() == Structure.FORK)
                .mapToDouble(DoFlowStudy.Row::correlation)
                .toArray();
        assertThat(fork[0]).isCloseTo(0.3452, within(5e-5));
        assertThat(new double[] {fork[9], fork[11], fork[12], fork[14], fork[16]})
                .containsExactly(new double[] {-0.1348, -0.0964, 0.0142, 0.3240, 0.36}, within(5e-5));
        assertThat(study.findings())
                .contains(
                        "Reading C(x): from no t0 of the table is the do-flow a do(Z) in all these structures",
                        "Reading C(E[x1|x]): from no t0 of the table is the do-flow a do(Z) in all these structures")
                .anyMatch(finding ->
                        finding.startsWith("In the fork its correlation passes that of do(Z) at t0 = 0.189,"))
                .anyMatch(finding -> finding.startsWith("Between fork and chain the do-flows differ by at most "));
    }

    @Test
    void refusesWhatCannotBeHeld() {
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        Tensor t = device.scalar(DType.FLOAT64, 0.5);
        double[][] sigma = Structure.FORK.linear().covariance();
        DoFlow constant = new DoFlow(velocity(sigma), each -> Ops.scale(middle(each), 0), DoFlow.Reading.STATE);
        assertThatThrownBy(() -> constant.velocity(t, x))
                .isInstanceOf(UnholdableAttributeException.class)
                .hasMessageStartingWith("attribute 0 cannot be held at t = 0.500000: at sample 0 its gradient is 0");
        DoFlow twice =
                new DoFlow(velocity(sigma), each -> Ops.concat(middle(each), middle(each), -1), DoFlow.Reading.STATE);
        assertThatThrownBy(() -> twice.velocity(t, x))
                .hasMessageStartingWith("attribute 1 cannot be held at t = 0.500000: at sample 0 its gradient depends");
        DoFlow end = new DoFlow(velocity(sigma), DoFlowTest::middle, DoFlow.Reading.EXPECTED_END);
        assertThatThrownBy(() -> end.transport(OdeSolver.euler(), x, 0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0, where its gradient is 0");
        assertThatThrownBy(() -> end.velocity(device.scalar(DType.FLOAT64, 0), x))
                .hasMessageContaining("its gradient is 0");
        assertThatThrownBy(() -> new GaussianDoFlow(sigma, 1, DoFlow.Reading.STATE).covariance(1))
                .hasMessageContaining("below 1, got 1.0");
    }

    private static Tensor middle(Tensor x) {
        return Ops.slice(x, -1, 1, 1);
    }

    private GaussianVelocity velocity(double[][] sigma) {
        double[] rows = Arrays.stream(sigma).flatMapToDouble(Arrays::stream).toArray();
        return new GaussianVelocity(
                device.tensor(DType.FLOAT64, Shape.of(3), 0, 0, 0),
                device.tensor(DType.FLOAT64, Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1),
                device.tensor(DType.FLOAT64, Shape.of(3), 0, 0, 0),
                device.tensor(DType.FLOAT64, Shape.of(3, 3), rows));
    }
}
