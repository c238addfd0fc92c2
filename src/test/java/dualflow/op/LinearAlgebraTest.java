package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Solution, inverse and determinant of general matrices, against the textbook's equations; the determinant of singular matrices too. */
class LinearAlgebraTest {
    private static final double[] MATRIX = {0, 2, -1, 3, 1, 0.5, -2, 4, 1.5};
    private static final double[] DIRECTION = {1, -1, 0.5, 2, 0.25, -3, 0, 1, 1.5};

    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor matrix(int rows, double... numbers) {
        return device.tensor(DType.FLOAT64, Shape.of(rows, numbers.length / rows), numbers);
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    private static double[] inverse() {
        RealMatrix a = new Array2DRowRealMatrix(3, 3);
        for (int i = 0; i < 9; i++) {
            a.setEntry(i / 3, i % 3, MATRIX[i]);
        }
        return Arrays.stream(new LUDecomposition(a).getSolver().getInverse().getData())
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    @Test
    void solutionSolves() {
        Tensor a = matrix(3, MATRIX);
        Tensor b = matrix(3, 1, 2, 3, 4, 5, 6);
        Tensor y = Ops.solve(a, b);
        assertThat(y.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(numbers(Ops.matmul(a, y))).containsExactly(numbers(b), Offset.offset(1e-14));
    }

    @Test
    void differentialOfTheSolutionIsThatOfTheTextbook() {
        Tensor a = matrix(3, MATRIX);
        Tensor b = matrix(3, 1, 2, 3);
        Tensor yDot =
                Autodiff.jvp(x -> Ops.solve(x, b), a, matrix(3, DIRECTION)).tangent();
        Tensor expected = Ops.negate(Ops.solve(a, Ops.matmul(matrix(3, DIRECTION), Ops.solve(a, b))));
        assertThat(numbers(yDot)).containsExactly(numbers(expected), Offset.offset(1e-14));
    }

    @Test
    void inverseIsThatOfAnotherLibrary() {
        assertThat(numbers(Ops.inverse(matrix(3, MATRIX)))).containsExactly(inverse(), Offset.offset(1e-15));
    }

    @Test
    void cofactorsAreTheGradientOfTheDeterminant() {
        Tensor a = matrix(3, MATRIX);
        double determinant = Ops.determinant(a).value().toDouble();
        double[] gradient = numbers(Autodiff.grad(Ops::determinant, a));
        assertThat(determinant).isCloseTo(-25, Offset.offset(1e-14)); // by Sarrus' rule
        assertThat(gradient).containsExactly(numbers(Ops.cofactors(a)), Offset.offset(1e-14));
        assertThat(numbers(Ops.scale(Ops.transpose(Ops.inverse(a)), determinant)))
                .containsExactly(gradient, Offset.offset(1e-13));
    }

    /** det diag(0, 0, 1) = 0 has rank 1: the determinant is of second order in the upper left block. */
    @Test
    void determinantHasItsDerivativesWhereTheRankIsLowerByTwo() {
        Tensor a = matrix(3, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(Arrays.stream(numbers(Autodiff.grad(Ops::determinant, a))))
                .hasSize(9)
                .allMatch(slope -> slope == 0);
        double[] hessian = numbers(Autodiff.jacobian(x -> Autodiff.grad(Ops::determinant, x), a));
        double[] expected = new double[81];
        expected[4] = expected[4 * 9] = 1; // by a_00 and a_11
        expected[9 + 3] = expected[3 * 9 + 1] = -1; // by a_01 and a_10
        assertThat(hessian).containsExactly(expected, Offset.offset(0.0));
    }

    /** det is multilinear, so det(t V) = t^3 det V: at zero only the third derivative is not zero, and it is 6 det V. */
    @Test
    void thirdDerivativeAtZeroIsSixTimesTheDeterminantOfTheDirection() {
        Tensor v = matrix(3, MATRIX);
        Tensor zero = device.scalar(DType.FLOAT64, 0);
        Tensor one = device.scalar(DType.FLOAT64, 1);
        double third = Autodiff.jvp(
                        t -> Autodiff.jvp(
                                        s -> Autodiff.jvp(r -> Ops.determinant(Ops.multiply(r, v)), s, one)
                                                .tangent(),
                                        t,
                                        one)
                                .tangent(),
                        zero,
                        one)
                .tangent()
                .value()
                .toDouble();
        assertThat(third).isCloseTo(6 * -25, Offset.offset(1e-12));
    }

    @Test
    void emptyMatrixHasDeterminantOne() {
        Tensor empty = device.tensor(DType.FLOAT64, Shape.of(2, 0, 0));
        assertThat(numbers(Ops.determinant(empty))).containsExactly(1, 1);
        assertThat(numbers(Ops.logDeterminant(empty))).containsExactly(0, 0);
        assertThat(Ops.inverse(empty).shape()).isEqualTo(Shape.of(2, 0, 0));
    }

    @Test
    void traceIsTheSumOfTheDiagonal() {
        assertThat(Ops.trace(matrix(3, MATRIX)).value().toDouble()).isEqualTo(2.5);
    }
}
