package dualflow.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.graph.Dag;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StructuralModelTest {
    private static final int N = 50;

    private final Device device = new HostDevice();

    @AfterEach
    void closeDevice() {
        device.close();
    }

    /** X = U0, Z = tanh(2 X) + U1 / 2, Y = tanh(2 Z) + U2 / 2. */
    @Test
    void chainIsEvaluatedByHand() {
        double[] x = Structure.CHAIN
                .nonlinear()
                .evaluate(rows(0.3, -0.4, 1.5))
                .value()
                .toDoubles();
        double z = Math.tanh(0.6) - 0.2;
        assertThat(x).containsExactly(new double[] {0.3, z, Math.tanh(2 * z) + 0.75}, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource
    void latentsOfAdditiveNoiseAreRecovered(Structure structure) {
        for (StructuralModel model :
                new StructuralModel[] {structure.nonlinear(), structure.linear().structural()}) {
            double[] u = new Draws(3).normals(StructuralModel.LATENTS, 0, N * model.size());
            Tensor x = model.sample(device, DType.FLOAT64, new Draws(3), 0, N);
            assertThat(model.abduct(x).value().toDoubles()).containsExactly(u, within(1e-13));
        }
    }

    @Test
    void interventionLeavesAllOtherEquations() {
        StructuralModel model = Structure.INSTRUMENT.nonlinear();
        StructuralModel changed = model.intervene("Z", 0.7);
        Tensor u = rows(0.3, -0.4, 1.5, 0.2);
        double[] before = model.evaluate(u).value().toDoubles();
        double[] after = changed.evaluate(u).value().toDoubles();
        // X -> Z -> Y, Z <- U -> Y, columns X, Z, Y, U.
        assertThat(after[0]).isEqualTo(before[0]);
        assertThat(after[1]).isEqualTo(0.7);
        assertThat(after[2]).isCloseTo(Math.tanh(1.4) + Math.tanh(0.4) + 0.75, within(1e-15));
        assertThat(after[3]).isEqualTo(before[3]);
        assertThat(changed.graph()).isEqualTo(Dag.parse("X, Z -> Y, U -> Y"));
        assertThat(model.evaluate(u).value().toDoubles()).isEqualTo(before);
    }

    @Test
    void counterfactualKeepsTheNoiseOfWhatWasObserved() {
        // Z = tanh(2 X) + U1 / 2 and Y = tanh(2 Z) + U2 / 2 with X set from 0.3 to -1.
        Tensor observed = rows(0.3, 0.9, -0.2);
        double[] x = Structure.CHAIN
                .nonlinear()
                .counterfactual(observed, "X", -1)
                .value()
                .toDoubles();
        double z = Math.tanh(-2) + 0.9 - Math.tanh(0.6);
        assertThat(x).containsExactly(new double[] {-1, z, Math.tanh(2 * z) - 0.2 - Math.tanh(1.8)}, within(1e-14));
    }

    @Test
    void counterfactualWithoutAChangeIsWhatWasObserved() {
        StructuralModel model = Structure.COLLIDER.nonlinear();
        double[] x = {0.5, 1.1, -0.3};
        double[] same = model.counterfactual(rows(x), "X", 0.5).value().toDoubles();
        assertThat(same).containsExactly(x, within(1e-14));
    }

    @ParameterizedTest
    @EnumSource
    void binaryAttributesHaveTheirProbability(Equation.Threshold noise) {
        StructuralModel model = binary(noise);
        int n = 40_000;
        double[] x =
                model.sample(device, DType.FLOAT64, new Draws(5), 0, n).value().toDoubles();
        assertThat(IntStream.range(0, n).mapToDouble(i -> x[2 * i + 1])).allMatch(b -> b == 0 || b == 1);
        // P(B = 1 | X) for X < -0.5, of which the mean is that of the probability at those X.
        double ones = 0;
        double expected = 0;
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (x[2 * i] < -0.5) {
                ones += x[2 * i + 1];
                double f = 1.5 * x[2 * i];
                expected += noise == Equation.Threshold.LOGISTIC
                        ? 1 / (1 + Math.exp(-f))
                        : Ops.ndtr(device.scalar(DType.FLOAT64, f)).value().toDoubles()[0];
                count++;
            }
        }
        assertThat(ones / count).isCloseTo(expected / count, within(4 * 0.5 / Math.sqrt(count)));
    }

    @ParameterizedTest
    @EnumSource
    void latentsOfBinaryAttributesReproduceWhatWasObserved(Equation.Threshold noise) {
        StructuralModel model = binary(noise);
        int n = 2000;
        Tensor x = model.sample(device, DType.FLOAT64, new Draws(5), 0, n);
        Tensor uniforms = device.tensor(DType.FLOAT64, Shape.of(n, 2), new Draws(6).uniforms(0, 0, 2 * n));
        Tensor latents = model.abduct(x, uniforms);
        assertThat(model.evaluate(latents).value().toDoubles())
                .containsExactly(x.value().toDoubles(), within(1e-13));
        // Over samples of the model the drawn latents have the law they were made from, N(0, 1).
        double square = Arrays.stream(latents.value().toDoubles())
                .map(u -> u * u)
                .average()
                .orElseThrow();
        assertThat(square).isCloseTo(1, within(4 * Math.sqrt(2.0 / (2 * n))));
    }

    @Test
    void refusesWhatIsNoModel() {
        Dag graph = Dag.parse("X -> B");
        Equation root = new Equation.Additive((parents, zero) -> zero, 1);
        assertThatThrownBy(() -> new StructuralModel(graph, Map.of("X", root)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the equations are of [X], the graph's nodes are [X, B]");
        assertThatThrownBy(() -> new Equation.Additive((parents, zero) -> zero, 0))
                .hasMessage("the noise of an equation needs a positive standard deviation, got 0.0");
        assertThatThrownBy(() -> new Equation.Constant(Double.NaN))
                .hasMessage("an intervention sets a variable to a finite number, got NaN");
        StructuralModel binary = binary(Equation.Threshold.NORMAL);
        assertThatThrownBy(() -> binary.abduct(rows(0.1, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("binary attribute B");
        assertThatThrownBy(() -> binary.intervene("C", 0)).hasMessageContaining("C");
        assertThatThrownBy(() -> binary.evaluate(rows(1, 2, 3))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Dag.parse("X -> Y, Y -> X")).hasMessageContaining("X -> Y");
    }

    private static StructuralModel binary(Equation.Threshold noise) {
        return new StructuralModel(
                Dag.parse("X -> B"),
                Map.of(
                        "X",
                        new Equation.Additive((parents, zero) -> zero, 1),
                        "B",
                        new Equation.Binary((parents, zero) -> Ops.scale(parents.get(0), 1.5), noise)));
    }

    private Tensor rows(double... x) {
        return device.tensor(DType.FLOAT64, Shape.of(1, x.length), x);
    }
}
