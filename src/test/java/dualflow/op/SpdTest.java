package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inverse and log-determinant, composed from the Cholesky factor, against LU decompositions and the textbook differentials. */
class SpdTest {
    private static final double[][] MATRIX = {
        {4, 1, -0.5, 0.25}, {1, 3, 0.75, -1}, {-0.5, 0.75, 2, 0.5}, {0.25, -1, 0.5, 5}
    };
    private static final double[][] DIRECTION = {{1, 0.5, 0, -2}, {0.5, -1, 3, 0}, {0, 3, 0.25, 1}, {-2, 0, 1, 2}};

    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor tensor(double[][] a) {
        return device.tensor(DType.FLOAT64, Shape.of(4, 4), flat(new Array2DRowRealMatrix(a)));
    }

    private static double[] flat(RealMatrix a) {
        return java.util.Arrays.stream(a.getData())
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
    }

    private static RealMatrix inverse() {
        return new LUDecomposition(new Array2DRowRealMatrix(MATRIX)).getSolver().getInverse();
    }

    @Test
    void inverseAndItsDifferentialAreTheTextbookOnes() {
        Dual dual = Autodiff.jvp(Ops::spdInverse, tensor(MATRIX), tensor(DIRECTION));
        RealMatrix differential = inverse()
                .multiply(new Array2DRowRealMatrix(DIRECTION))
                .multiply(inverse())
                .scalarMultiply(-1);
        assertThat(dual.primal().value().toDoubles()).containsExactly(flat(inverse()), Offset.offset(1e-15));
        assertThat(dual.tangent().value().toDoubles()).containsExactly(flat(differential), Offset.offset(2e-15));
        assertThat(Ops.transpose(dual.primal()).value().toDoubles())
                .isEqualTo(dual.primal().value().toDoubles());
    }

    @Test
    void logDeterminantAndItsDifferentialAreTheTextbookOnes() {
        Dual dual = Autodiff.jvp(Ops::spdLogDeterminant, tensor(MATRIX), tensor(DIRECTION));
        double determinant = new LUDecomposition(new Array2DRowRealMatrix(MATRIX)).getDeterminant();
        assertThat(dual.primal().value().toDouble()).isCloseTo(StrictMath.log(determinant), Offset.offset(1e-14));
        assertThat(dual.tangent().value().toDouble())
                .isCloseTo(
                        inverse().multiply(new Array2DRowRealMatrix(DIRECTION)).getTrace(), Offset.offset(1e-14));
        double[] gradient =
                Autodiff.grad(Ops::spdLogDeterminant, tensor(MATRIX)).value().toDoubles();
        assertThat(gradient).containsExactly(flat(inverse()), Offset.offset(2e-15));
    }

    @Test
    void diagonalIsTheDiagonal() {
        assertThat(Ops.diagonal(tensor(MATRIX)).value().toDoubles()).containsExactly(4, 3, 2, 5);
    }

    @Test
    void whatIsNotPositiveDefiniteIsNaN() {
        Tensor singular = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 1, 1, 1);
        assertThat(Ops.spdLogDeterminant(singular).value().toDouble()).isNaN();
        assertThat(Ops.spdInverse(singular).value().toDoubles()).containsOnly(Double.NaN);
    }
}
