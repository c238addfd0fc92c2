package dualflow.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private final HostDevice device = new HostDevice();
    private final TensorFunction program =
            x -> Ops.add(Ops.multiply(x.get(0), Ops.sin(x.get(1))), Ops.exp(Ops.negate(x.get(0))));

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor scalar(double value) {
        return device.scalar(DType.FLOAT64, value);
    }

    private static double number(Tensor x) {
        return x.value().toDouble();
    }

    @Test
    void resultEqualsJvp() {
        List<Tensor> x = List.of(scalar(0.7), scalar(-1.3));
        List<Tensor> v = List.of(scalar(0.2), scalar(0.5));
        Dual explained = Explanation.of(program, List.of("x", "y"), x, v, 1).result();
        Dual plain = Autodiff.jvp(program, x, v);
        assertThat(number(explained.primal())).isEqualTo(number(plain.primal()));
        assertThat(number(explained.tangent())).isEqualTo(number(plain.tangent()));
    }

    @Test
    void secondOrderEqualsNestedJvp() {
        List<Tensor> x = List.of(scalar(0.7), scalar(-1.3));
        List<Tensor> v = List.of(scalar(0.2), scalar(0.5));
        Dual explained = Explanation.of(program, List.of("x", "y"), x, v, 2).result();
        Dual nested = Autodiff.jvp(y -> Autodiff.jvp(program, y, v).tangent(), x, v);
        assertThat(number(explained.primal())).isEqualTo(number(nested.primal()));
        assertThat(number(explained.tangent())).isEqualTo(number(nested.tangent()));
    }

    @Test
    void explainingRunsEveryPrimitiveOnce() {
        List<Tensor> x = List.of(scalar(0.7), scalar(-1.3));
        List<Tensor> v = List.of(scalar(0.2), scalar(0.5));
        long before = device.launches();
        Autodiff.jvp(program, x, v);
        long plain = device.launches() - before;
        Explanation.of(program, List.of("x", "y"), x, v, 1);
        assertThat(device.launches() - before - plain).isEqualTo(plain);
    }

    @Test
    void stepsOfTensorsAreNamedToo() {
        Tensor a = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 2, 3, 4);
        Tensor v = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, 0, 0);
        Explanation explanation = Explanation.of(
                x -> Ops.sum(Ops.matmul(x.get(0), x.get(1))),
                List.of("a", "b"),
                List.of(a, a),
                Arrays.asList(v, null),
                1);
        assertThat(explanation.steps())
                .extracting(step -> step.operation().text(), step -> step.rule().text())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("mat_mul(a, b)", "mat_mul(aDot, b)"),
                        org.assertj.core.groups.Tuple.tuple("sum(v1)", "sum(v1Dot)"));
    }

    @Test
    void stepsAvoidTheNamesOfVariables() {
        Explanation explanation =
                Explanation.of(x -> Ops.sin(x.get(0)), List.of("v1"), List.of(scalar(1)), List.of(scalar(1)), 1);
        assertThat(explanation.steps()).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo("vv1");
            assertThat(step.operation().text()).isEqualTo("sin(v1)");
            assertThat(step.rule().text()).isEqualTo("v1Dot * cos(v1)");
        });
    }

    @Test
    void rejectsWrongNumberOfNames() {
        assertThatThrownBy(() -> Explanation.of(
                        program, List.of("x"), List.of(scalar(1), scalar(2)), List.of(scalar(1), scalar(1)), 1))
                .isInstanceOf(ShapeException.class);
    }
}
