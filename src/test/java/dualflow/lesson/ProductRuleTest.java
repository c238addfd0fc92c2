package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 2. */
class ProductRuleTest {
    private final Device device = new HostDevice();
    private final Tensor a = matrix(1, 2, 3, 4);
    private final Tensor aDot = matrix(0, 1, 0, 0);

    private Tensor matrix(double... values) {
        return device.tensor(DType.FLOAT64, Shape.of(2, 2), values);
    }

    @AfterEach
    void close() {
        device.close();
    }

    /** A' B C + A B' C + A B C', each factor in its place. */
    @Test
    void threeFactorsGiveThreeTerms() {
        Tensor b = matrix(2, 0, 1, 1);
        Tensor bDot = matrix(0, 0, 1, 0);
        Tensor c = matrix(1, -1, 0, 2);
        Tensor cDot = matrix(1, 0, 0, 3);
        Tensor byHand = Ops.add(Ops.add(product(aDot, b, c), product(a, bDot, c)), product(a, b, cDot));
        Tensor exact = Autodiff.jvp(
                        x -> product(x.get(0), x.get(1), x.get(2)), List.of(a, b, c), List.of(aDot, bDot, cDot))
                .tangent();
        assertThat(exact.value().toDoubles()).isEqualTo(byHand.value().toDoubles());
    }

    private static Tensor product(Tensor a, Tensor b, Tensor c) {
        return Ops.matmul(Ops.matmul(a, b), c);
    }

    /** a' d + a d' - b' c - b c', here -3: only b moves, and c = 3. */
    @Test
    void determinantsDerivativeIsThatOfItsProducts() {
        Tensor exact = Autodiff.jvp(Ops::determinant, a, aDot).tangent();
        assertThat(exact.value().toDouble()).isCloseTo(-3, within(1e-15));
    }

    /** A' X + A X' = 0, so X' = -X A' X; by hand, X = [[-2, 1], [1.5, -0.5]]. */
    @Test
    void inversesDerivativeHasTheMinusSign() {
        double[] exact = Autodiff.jvp(Ops::inverse, a, aDot).tangent().value().toDoubles();
        assertThat(exact).containsExactly(new double[] {3, -1, -2.25, 0.75}, within(1e-14));
    }
}
