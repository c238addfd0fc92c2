package dualflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NestedArraysTest {
    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void arraysGoInAndComeOut() {
        double[][] rows = {{1, 2, 3}, {4, 5, 6}};
        Tensor matrix = device.tensor(DType.FLOAT64, rows);
        assertThat(matrix.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(matrix.toDoubles()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(matrix.toRows()).isDeepEqualTo(rows);
        double[][][] matrices = {{{1, 2}}, {{3, 4}}, {{5, 6}}};
        Tensor stack = device.tensor(DType.FLOAT64, matrices);
        assertThat(stack.shape()).isEqualTo(Shape.of(3, 1, 2));
        assertThat(stack.toMatrices()).isDeepEqualTo(matrices);
        Tensor vector = device.tensor(DType.FLOAT32, 0.1, 7);
        assertThat(vector.shape()).isEqualTo(Shape.of(2));
        assertThat(vector.toDoubles()).containsExactly(0.1f, 7);
        assertThat(device.scalar(DType.FLOAT64, 2).toDouble()).isEqualTo(2);
    }

    @Test
    void emptyArraysHaveShapes() {
        assertThat(device.tensor(DType.FLOAT64).shape()).isEqualTo(Shape.of(0));
        assertThat(device.tensor(DType.FLOAT64, new double[0][]).shape()).isEqualTo(Shape.of(0, 0));
        assertThat(device.tensor(DType.FLOAT64, new double[2][0]).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(device.tensor(DType.FLOAT64, new double[2][3][0]).toMatrices())
                .isDeepEqualTo(new double[2][3][0]);
    }

    @Test
    void rowsOfDifferentLengthsAreRefused() {
        assertThatThrownBy(() -> device.tensor(DType.FLOAT64, new double[][] {{1, 2, 3}, {4, 5}}))
                .isInstanceOf(ShapeException.class)
                .hasMessage("row 1 holds 2 numbers and row 0 3; the rows of a matrix are equally long");
        assertThatThrownBy(() -> device.tensor(DType.FLOAT64, new double[][][] {{{1}, {2}}, {{1}, {2, 3}}}))
                .isInstanceOf(ShapeException.class)
                .hasMessage("in matrix 1, row 1 holds 2 numbers and row 0 1; the rows of a matrix are equally long");
        assertThatThrownBy(() -> device.tensor(DType.FLOAT64, new double[][][] {{{1}, {2}}, {{1}}}))
                .isInstanceOf(ShapeException.class)
                .hasMessage("matrix 1 has the shape [1, 1] and matrix 0 [2, 1]; they must be alike");
    }

    @Test
    void otherShapesHaveNoRows() {
        assertThatThrownBy(() -> device.tensor(DType.FLOAT64, 1, 2).toRows())
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "a tensor of shape [2] was asked for its rows, which take 2 axes; toDoubles gives the numbers"
                                + " of any shape");
        assertThatThrownBy(() -> device.tensor(DType.FLOAT64, 1, 2).toMatrices())
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> device.tensor(DType.FLOAT64, 1, 2).toDouble())
                .isInstanceOf(ShapeException.class)
                .hasMessage("shape [2] holds 2 numbers, one is asked for");
    }

    @Test
    void aTracedValueRefusesItsNumbers() {
        Tensor x = device.tensor(DType.FLOAT64, new double[][] {{1, 2}});
        assertThatThrownBy(() -> Autodiff.jvp(a -> device.scalar(DType.FLOAT64, a.toDoubles()[0]), x, x))
                .isInstanceOf(TracedValueException.class)
                .hasMessageContaining("inside jvp");
        assertThatThrownBy(() -> Autodiff.vmap(
                        a -> device.scalar(DType.FLOAT64, Ops.sum(a).toDouble()), x))
                .isInstanceOf(TracedValueException.class)
                .hasMessageContaining("inside vmap");
        assertThatThrownBy(() -> Autodiff.jvp(a -> device.tensor(DType.FLOAT64, a.toRows()), x, x))
                .isInstanceOf(TracedValueException.class);
    }
}
