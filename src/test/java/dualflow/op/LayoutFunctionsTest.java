package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Identity matrices, stacks, concatenations of many, and the shapes that a linear system takes. */
class LayoutFunctionsTest {
    private final Device device = new HostDevice();
    private final Tensor a = device.tensor(DType.FLOAT64, 1, 2, 3);
    private final Tensor b = device.tensor(DType.FLOAT64, 4, 5, 6);

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void theIdentityHasOnesOnItsDiagonal() {
        assertThat(Ops.eye(device, DType.FLOAT64, 2).toRows()).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
        assertThat(Ops.eye(device, DType.FLOAT32, 0).shape()).isEqualTo(Shape.of(0, 0));
        assertThat(Ops.eye(device, DType.FLOAT32, 1).dtype()).isEqualTo(DType.FLOAT32);
        assertThatThrownBy(() -> Ops.eye(device, DType.FLOAT64, -1))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("Ops.eye: ");
        assertThatThrownBy(() -> Ops.eye(device, DType.FLOAT64, 50_000))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("Ops.eye: ");
    }

    @Test
    void aStackHasANewAxis() {
        assertThat(Ops.stack(List.of(a, b), -2).toRows()).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(Ops.stack(List.of(a, b), -1).toRows()).isDeepEqualTo(new double[][] {{1, 4}, {2, 5}, {3, 6}});
        assertThat(Ops.stack(List.of(a), -1).shape()).isEqualTo(Shape.of(3, 1));
        List<Tensor> numbers = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            numbers.add(device.scalar(DType.FLOAT64, i));
        }
        assertThat(Ops.stack(numbers, -1).toDoubles()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void aStackIsDifferentiatedAndMapped() {
        Tensor x = device.scalar(DType.FLOAT64, 3);
        Tensor curve = Autodiff.derivative(s -> Ops.stack(List.of(s, Ops.multiply(s, s)), -1), x);
        assertThat(curve.toDoubles()).containsExactly(1, 6);
        Tensor mapped = Autodiff.vmap(s -> Ops.stack(List.of(s, Ops.negate(s)), -1), a);
        assertThat(mapped.toRows()).isDeepEqualTo(new double[][] {{1, -1}, {2, -2}, {3, -3}});
    }

    @Test
    void manyAreConcatenatedInOrder() {
        assertThat(Ops.concat(List.of(a, b, a, Ops.slice(b, -1, 0, 1)), -1).toDoubles())
                .containsExactly(1, 2, 3, 4, 5, 6, 1, 2, 3, 4);
        assertThat(Ops.concat(List.of(a), -1)).isSameAs(a);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Ops.stack(List.of(), -1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Ops.stack: there is nothing to join; give one tensor or more");
        assertThatThrownBy(() -> Ops.stack(List.of(a, b, Ops.sum(a)), -1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Ops.stack: part 0 has the shape [3] and part 2 []; the parts of a stack must be alike");
        for (int axis : new int[] {0, -3}) {
            assertThatThrownBy(() -> Ops.stack(List.of(a, b), axis))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Ops.stack: no axis " + axis
                            + " in shape [2, 3]; axes are counted from the right: the last is -1, the first -2");
        }
        assertThatThrownBy(() -> Ops.concat(List.of(), -1))
                .hasMessage("Ops.concat: there is nothing to join; give one tensor or more");
        assertThatThrownBy(() -> Ops.concat(List.of(a), 0)).hasMessageContaining("counted from the right");
    }

    @Test
    void aLinearSystemSaysWhichShapesItTakes() {
        Tensor square = Ops.eye(device, DType.FLOAT64, 3);
        assertThat(Ops.solve(square, Ops.insertAxes(a, 1, 1)).toDoubles()).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> Ops.solve(a, a))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Ops.solve: the matrices have the shape [3]; [..., d, d] is needed");
        assertThatThrownBy(() -> Ops.solve(square, a))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Ops.solve: the right sides have the shape [3]; with matrices of shape [3, 3] [..., 3, n] is"
                                + " needed, [3, 1] for a single one");
    }
}
