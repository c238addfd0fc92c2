package dualflow.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RandomizedSvdTest {
    private static final int ROWS = 30;
    private static final int COLUMNS = 20;

    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static double[][] normals(String stream, int rows, int columns) {
        double[][] matrix = new double[rows][];
        for (int i = 0; i < rows; i++) {
            matrix[i] = new Draws(3).normals(Draws.stream(stream), (long) i * columns, columns);
        }
        return matrix;
    }

    /** A matrix with the singular values decay^i. */
    private static double[][] matrix(double decay, int rank) {
        double[][] left = RandomizedSvd.orthonormal(normals("left", rank, ROWS));
        double[][] right = RandomizedSvd.orthonormal(normals("right", rank, COLUMNS));
        double[][] a = new double[ROWS][COLUMNS];
        for (int k = 0; k < rank; k++) {
            for (int i = 0; i < ROWS; i++) {
                for (int j = 0; j < COLUMNS; j++) {
                    a[i][j] += Math.pow(decay, k) * left[k][i] * right[k][j];
                }
            }
        }
        return a;
    }

    @Test
    void lowRankIsFoundExactly() {
        RandomizedSvd svd = RandomizedSvd.of(LinearOperator.of(matrix(0.5, 4)), 6, 8, 0, new Draws(1));
        assertThat(svd.values()).containsExactly(new double[] {1, 0.5, 0.25, 0.125}, Offset.offset(1e-13));
        assertThat(svd.products()).isEqualTo(8 + 4);
        double[][] a = matrix(0.5, 4);
        double[][] images = LinearOperator.of(a).apply(svd.right());
        for (int k = 0; k < 4; k++) {
            for (int i = 0; i < ROWS; i++) {
                assertThat(images[k][i]).isCloseTo(svd.values()[k] * svd.left()[k][i], within(1e-13));
            }
        }
    }

    @Test
    void powerStepsBringTheLeadingValuesToTheDenseOnes() {
        double[][] a = matrix(0.8, 20);
        double[] dense = new SingularValueDecomposition(new Array2DRowRealMatrix(a)).getSingularValues();
        double before = Double.POSITIVE_INFINITY;
        for (int power = 0; power <= 4; power += 2) {
            double[] values = RandomizedSvd.of(LinearOperator.of(a), 3, 6, power, new Draws(5))
                    .values();
            double error = 0;
            for (int i = 0; i < 3; i++) {
                error = Math.max(error, Math.abs(values[i] / dense[i] - 1));
                assertThat(values[i]).isLessThan(dense[i] * (1 + 1e-12)); // a projection shortens
            }
            assertThat(error).isLessThan(before / 5);
            before = error;
        }
        assertThat(before).isLessThan(1e-4);
    }

    @Test
    void seedDecidesAll() {
        LinearOperator a = LinearOperator.of(matrix(0.8, 20));
        RandomizedSvd first = RandomizedSvd.of(a, 3, 5, 1, new Draws(9));
        RandomizedSvd again = RandomizedSvd.of(a, 3, 5, 1, new Draws(9));
        assertThat(again.right()).isEqualTo(first.right());
        assertThat(RandomizedSvd.of(a, 3, 5, 1, new Draws(10)).values()).isNotEqualTo(first.values());
    }

    @Test
    void singularValuesOfAFlowMatchGolden() {
        for (GoldenCsv.Case golden : FirstOrderTest.goldens()) {
            JacobianOperator j = new JacobianOperator(
                    FirstOrderTest.map(golden, device, DType.FLOAT64),
                    device.tensor(DType.FLOAT64, Shape.of(1, 2), golden.vector("x")));
            assertThat(j.value()).containsExactly(golden.vector("value"), Offset.offset(1e-13));
            assertThat(RandomizedSvd.of(j, 2, 2, 1, new Draws(1)).values())
                    .containsExactly(golden.vector("singular_values"), Offset.offset(1e-12));
        }
    }

    /** From 5 inputs to 3 outputs, in more directions than are pushed through at once. */
    @Test
    void operatorIsTheDenseJacobianBothWays() {
        Tensor w = device.tensor(DType.FLOAT64, Shape.of(5, 3), new Draws(2).normals(1, 0, 15));
        UnaryOperator<Tensor> f = x -> Ops.tanh(Ops.matmul(Ops.multiply(x, x), w));
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(1, 5), 0.5, -1, 0.25, 2, -0.75);
        JacobianOperator j = new JacobianOperator(f, x);
        double[] dense = Autodiff.jacobian(f, x).value().toDoubles();
        double[][] rows = new double[3][5];
        for (int i = 0; i < 15; i++) {
            rows[i / 5][i % 5] = dense[i];
        }
        LinearOperator expected = LinearOperator.of(rows);
        assertNear(j.apply(normals("v", 70, 5)), expected.apply(normals("v", 70, 5)));
        assertNear(j.applyTranspose(normals("w", 70, 3)), expected.applyTranspose(normals("w", 70, 3)));
        assertThat(j.inputs()).isEqualTo(5);
        assertThat(j.outputs()).isEqualTo(3);
    }

    private static void assertNear(double[][] actual, double[][] expected) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], Offset.offset(1e-13));
        }
    }

    /** 30 draws of a matrix of 8 columns: 24 of signs span all of its range, and leave Hutch++ no error. */
    @Test
    void errorsFallAsTheoryHasIt() {
        SketchAccuracy accuracy = SketchAccuracy.of(
                normals("j", 10, 8),
                new SketchAccuracy.Settings(2, new int[] {2, 5}, new int[] {0, 2}, new int[] {6, 72}, 30, 1),
                device);
        assertThat(accuracy.values()).hasSize(8);
        assertThat(accuracy.svds()).hasSize(4);
        assertThat(accuracy.svds().get(1).angle())
                .isLessThan(accuracy.svds().get(0).angle());
        assertThat(accuracy.svds().get(2).valueError())
                .isLessThan(accuracy.svds().get(0).valueError());
        assertThat(accuracy.traces())
                .allSatisfy(trace -> assertThat(trace.hutchinson())
                        .isCloseTo(
                                trace.hutchinsonTheory(),
                                within(0.55 * trace.hutchinsonTheory()))); // 4 standard errors
        assertThat(accuracy.traces().get(0).hutchPlusPlus()).isPositive();
        assertThat(accuracy.traces().get(1).hutchPlusPlus()).isLessThan(1e-12);
    }

    @Test
    void zeroMatrixHasNoDirections() {
        RandomizedSvd svd = RandomizedSvd.of(LinearOperator.of(new double[4][3]), 2, 3, 1, new Draws(1));
        assertThat(svd.values()).isEmpty();
        assertThat(svd.right()).isEmpty();
    }

    @Test
    void rejectsCountsAndShapes() {
        LinearOperator a = LinearOperator.of(new double[4][3]);
        assertThatThrownBy(() -> RandomizedSvd.of(a, 2, 1, 0, new Draws(1))).hasMessageContaining("2 and 1");
        assertThatThrownBy(() -> RandomizedSvd.of(a, 2, 4, 0, new Draws(1))).hasMessageContaining("at most 3");
        assertThatThrownBy(() -> RandomizedSvd.of(a, 2, 2, -1, new Draws(1))).hasMessageContaining("-1");
        assertThatThrownBy(() -> new JacobianOperator(x -> x, device.fill(DType.FLOAT64, Shape.of(2, 3), 0)))
                .isInstanceOf(ShapeException.class);
    }
}
