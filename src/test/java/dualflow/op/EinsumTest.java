package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.ArrayErrors;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EinsumTest {
    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    static Stream<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("op/einsum").cases().stream();
    }

    private List<Tensor> operands(GoldenCsv.Case golden, String name) {
        List<Tensor> operands = new ArrayList<>();
        for (int k = 0; golden.has(name + k); k++) {
            Shape shape = Shape.of(golden.shape(name + k));
            operands.add(device.tensor(DType.FLOAT64, shape, golden.values(name + k)));
        }
        return operands;
    }

    private static Tensor einsum(GoldenCsv.Case golden, List<Tensor> x) {
        return Ops.einsum(golden.name().replace(';', ','), x.toArray(Tensor[]::new));
    }

    /** Sums and products of small multiples of 1/8 are exact, whatever their order. */
    @ParameterizedTest
    @MethodSource("goldens")
    void equalsNumpysWithItsDerivatives(GoldenCsv.Case golden) {
        List<Tensor> x = operands(golden, "x");
        List<Tensor> v = operands(golden, "v");
        Dual first = Autodiff.jvp(at -> einsum(golden, at), x, v);
        Dual second = Autodiff.jvp(
                at -> Autodiff.jvp(inner -> einsum(golden, inner), at, v).tangent(), x, v);
        assertThat(first.primal().shape()).isEqualTo(Shape.of(golden.shape("y")));
        assertEqual(first.primal().toDoubles(), golden.values("y"));
        assertEqual(first.tangent().toDoubles(), golden.values("dy"));
        assertEqual(second.tangent().toDoubles(), golden.values("ddy"));
    }

    private static void assertEqual(double[] actual, double[] expected) {
        assertThat(ArrayErrors.error(actual, expected)).isZero();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void reverseModeIsTheTranspose(GoldenCsv.Case golden) {
        List<Tensor> x = operands(golden, "x");
        Tensor yBar = device.tensor(DType.FLOAT64, Shape.of(golden.shape("y")), golden.values("y"));
        List<Tensor> xBar = Autodiff.vjp(at -> einsum(golden, at), x, yBar);
        double product = 0;
        for (int k = 0; k < x.size(); k++) {
            product += ArrayErrors.dot(xBar.get(k).toDoubles(), golden.values("v" + k));
        }
        assertThat(product).isEqualTo(ArrayErrors.dot(golden.values("y"), golden.values("dy")));
    }

    @Test
    void spacesDoNotCountAndVmapMaps() {
        Tensor x = device.tensor(DType.FLOAT64, new double[][] {{1, 2}, {3, 4}});
        assertThat(Ops.einsum(" i j -> j i ", x).toDoubles()).containsExactly(1, 3, 2, 4);
        Tensor squares = Autodiff.vmap(row -> Ops.einsum("i,i->", row, row), x);
        assertThat(squares.toDoubles()).containsExactly(5, 25);
    }

    @Test
    void axesOfNoLengthSumToZero() {
        Tensor x = device.tensor(DType.FLOAT64, new double[2][0]);
        assertThat(Ops.einsum("ij,kj->ik", x, x).toRows()).isDeepEqualTo(new double[2][2]);
        assertThat(Ops.einsum("ij->j", x).shape()).isEqualTo(Shape.of(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ij,jk|names 2 operands, got 1 tensors",
                "ijk|has the labels \"ijk\" for operand 1, whose shape is [2, 3]",
                "i|has the labels \"i\" for operand 1, whose shape is [2, 3]",
                "...ijk|has the labels \"...ijk\" for operand 1, whose shape is [2, 3]",
                "ii|has the axis i of length 2, and of length 3 in operand 1",
                "ij->k|has k in the result and in no operand",
                "ij->ii|has i twice in the result",
                "ij->...i|has ... in the result and in no operand",
                "...j->j|has axes in ... that the result does not name; add ... after ->",
                "i.j|has '.' in \"i.j\", where letters stand for axes and one ellipsis ... for further ones",
                "i1|has '1' in \"i1\", where letters stand for axes and one ellipsis ... for further ones",
                "ij->i->j|has '-' in \"i->j\", where letters stand for axes and one ellipsis ... for further ones",
                "ij->i,j|has ',' in \"i,j\", where letters stand for axes and one ellipsis ... for further ones"
            })
    void notationThatDoesNotFitIsRefused(String notation, String reason) {
        Tensor x = device.tensor(DType.FLOAT64, new double[2][3]);
        assertThatThrownBy(() -> Ops.einsum(notation, x))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Ops.einsum: \"" + notation + "\" " + reason);
    }

    @Test
    void lengthsThatDifferAreRefused() {
        Tensor x = device.tensor(DType.FLOAT64, new double[2][3]);
        Tensor one = device.tensor(DType.FLOAT64, new double[1][3]);
        assertThatThrownBy(() -> Ops.einsum("ij,jk->ik", x, x))
                .hasMessage("Ops.einsum: \"ij,jk->ik\" has the axis j of length 3, and of length 2 in operand 2");
        assertThatThrownBy(() -> Ops.einsum("ij,ij", x, one))
                .hasMessage("Ops.einsum: \"ij,ij\" has the axis i of length 2, and of length 1 in operand 2");
        assertThatThrownBy(() -> Ops.einsum("...i,i...", x, x))
                .hasMessage("Ops.einsum: \"...i,i...\" has the axis i of length 3, and of length 2 in operand 2");
        assertThatThrownBy(() -> Ops.einsum("i..., ...", x, device.tensor(DType.FLOAT64, 1, 2)))
                .hasMessage("Ops.einsum: \"i..., ...\" has an axis in ... of length 3, and of length 2 in operand 2");
    }
}
