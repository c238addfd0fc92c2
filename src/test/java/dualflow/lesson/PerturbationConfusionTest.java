package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.lesson.PerturbationConfusion.Tagged;
import dualflow.lesson.PerturbationConfusion.Untagged;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 4. */
class PerturbationConfusionTest {
    /** d/dy (x y^2) = 2 x y, at y = x it is 2 x^2, so the function is 2 x^3 and its derivative 6 x^2 = 24. */
    @Test
    void innerPointMayMoveToo() {
        try (Device device = new HostDevice()) {
            Tensor one = device.scalar(DType.FLOAT64, 1);
            Tensor two = device.scalar(DType.FLOAT64, 2);
            Tensor outer =
                    Autodiff.jvp(x -> Ops.multiply(x, inner(x, one)), two, one).tangent();
            assertThat(outer.value().toDouble()).isEqualTo(24);
        }
    }

    private static Tensor inner(Tensor x, Tensor one) {
        return Autodiff.jvp(y -> Ops.multiply(x, Ops.multiply(y, y)), x, one).tangent();
    }

    /** Each x adds its outer tangent to the inner one: 3 in place of 1. */
    @Test
    void untaggedNumbersAreWrongByEachMention() {
        double wrong = PerturbationConfusion.derivative(
                x -> x.times(new Untagged(
                        PerturbationConfusion.derivative(y -> x.plus(x).plus(y), 1), 0)),
                1);
        assertThat(wrong).isEqualTo(3);
        Tagged right = PerturbationConfusion.derivative(
                1,
                x -> x.times(PerturbationConfusion.derivative(2, y -> x.plus(x).plus(y), Tagged.plain(1))),
                Tagged.plain(1));
        assertThat(right.number()).isEqualTo(1);
    }

    /**
     * No. The sum x + y has the greater tag outside, which is now the outer derivative's, so the inner one finds no tangent of its own and
     * takes the result for a constant. The inner derivative must come first: hence levels that only grow.
     */
    @Test
    void innerTagMustBeTheGreater() {
        Tagged wrong = PerturbationConfusion.derivative(
                2, x -> x.times(PerturbationConfusion.derivative(1, y -> x.plus(y), Tagged.plain(1))), Tagged.plain(1));
        assertThat(wrong.number()).isZero();
    }
}
