package dualflow.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FiniteDifferenceTest {
    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor vector(DType dtype, double... x) {
        return device.tensor(dtype, Shape.of(x.length), x);
    }

    /** A nonlinear program: sin(x) sum(x). */
    private static Tensor curved(Tensor x) {
        return Ops.multiply(Ops.sin(x), Ops.sum(x));
    }

    @Test
    void errorsFallWithOrderOneAndTwo() {
        Tensor x = vector(DType.FLOAT64, 0.5, -1, 2);
        Tensor v = vector(DType.FLOAT64, 1, 0.25, -0.5);
        List<FiniteDifference.Deviation> forward =
                FiniteDifference.FORWARD.sweep(FiniteDifferenceTest::curved, x, v, 0x1p-10, 0x1p-11);
        List<FiniteDifference.Deviation> central =
                FiniteDifference.CENTRAL.sweep(FiniteDifferenceTest::curved, x, v, 0x1p-10, 0x1p-11);
        assertThat(slope(forward)).isCloseTo(1, Offset.offset(0.02));
        assertThat(slope(central)).isCloseTo(2, Offset.offset(0.02));
        assertThat(forward).extracting(FiniteDifference.Deviation::epsilon).containsExactly(0x1p-10, 0x1p-11);
    }

    private static double slope(List<FiniteDifference.Deviation> sweep) {
        return StrictMath.log(sweep.get(0).relative() / sweep.get(1).relative()) / StrictMath.log(2);
    }

    @Test
    void roundingTakesOverForSmallStepsInFloat32() {
        Tensor x = vector(DType.FLOAT32, 0.5, -1, 2);
        Tensor v = vector(DType.FLOAT32, 1, 0.25, -0.5);
        List<FiniteDifference.Deviation> sweep =
                FiniteDifference.FORWARD.sweep(FiniteDifferenceTest::curved, x, v, 1e-1, 1e-3, 1e-7);
        assertThat(sweep.get(1).relative())
                .isLessThan(sweep.get(0).relative() / 10)
                .isLessThan(sweep.get(2).relative() / 10);
    }

    @Test
    void deviationsAreThoseOfTheirDefinition() {
        // f = x^2 along v = 1: the forward difference is off by epsilon in each element, and J v = 2 x.
        Tensor x = vector(DType.FLOAT64, 1, 2);
        Tensor v = vector(DType.FLOAT64, 1, 1);
        FiniteDifference.Deviation deviation = FiniteDifference.FORWARD
                .sweep(y -> Ops.multiply(y, y), x, v, 0.125)
                .get(0);
        assertThat(deviation.meanAbsolute()).isEqualTo(0.125);
        assertThat(deviation.relative()).isCloseTo(0.125 * Math.sqrt(2.0 / 20), Offset.offset(1e-15));
        assertThat(FiniteDifference.CENTRAL
                        .sweep(y -> Ops.multiply(y, y), x, v, 0.125)
                        .get(0)
                        .meanAbsolute())
                .isZero();
    }

    @Test
    void directionsAtOnceEqualOneByOneAndRunThePrimalOnce() {
        Tensor x = vector(DType.FLOAT64, 0.5, -1, 2);
        Tensor directions = device.tensor(DType.FLOAT64, Shape.of(2, 3), 1, 0.25, -0.5, 0, 1, 0.75);
        int[] runs = new int[1];
        UnaryOperator<Tensor> counted = y -> {
            runs[0]++;
            return curved(y);
        };
        double[] all = FiniteDifference.FORWARD
                .alongEach(counted, x, directions, 1e-4)
                .value()
                .toDoubles();
        assertThat(runs[0]).isEqualTo(2);
        for (int k = 0; k < 2; k++) {
            Tensor v = Ops.reshape(Ops.slice(directions, -2, k, 1), Shape.of(3));
            double[] one = FiniteDifference.FORWARD
                    .along(FiniteDifferenceTest::curved, x, v, 1e-4)
                    .value()
                    .toDoubles();
            assertThat(java.util.Arrays.copyOfRange(all, 3 * k, 3 * k + 3)).isEqualTo(one);
        }
    }

    @Test
    void refusesStepsAndDirectionsThatDoNotFit() {
        Tensor x = vector(DType.FLOAT64, 1, 2);
        for (double epsilon : new double[] {0, -1e-3, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> FiniteDifference.CENTRAL.along(FiniteDifferenceTest::curved, x, x, epsilon))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a positive number");
        }
        Tensor longer = vector(DType.FLOAT64, 1, 2, 3);
        assertThatThrownBy(() -> FiniteDifference.FORWARD.along(FiniteDifferenceTest::curved, x, longer, 1e-3))
                .isInstanceOf(ShapeException.class);
    }
}
