package dualflow.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Programs that dual numbers without levels get wrong: five of ForwardDiff.jl's ConfusionTest (its issues 83, 238 and
 * 267) and one of ReverseDiff.jl's nested tests.
 */
class PerturbationConfusionTest {
    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor scalar(double x) {
        return device.scalar(DType.FLOAT64, x);
    }

    private Tensor vector(double... x) {
        return device.tensor(DType.FLOAT64, Shape.of(x.length), x);
    }

    private Tensor derivative(UnaryOperator<Tensor> f, Tensor x) {
        return Autodiff.jvp(f, x, scalar(1)).tangent();
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    private static Tensor dot(Tensor a, Tensor b) {
        return Ops.sum(Ops.multiply(a, b));
    }

    @Test
    void innerDerivativeDoesNotSeeTheOuterPerturbation() {
        UnaryOperator<Tensor> f = x -> Ops.multiply(x, derivative(y -> Ops.add(x, y), scalar(1)));
        assertThat(numbers(derivative(f, scalar(1)))).containsExactly(1);
    }

    @Test
    void gradientThroughAClosureThatCapturesItsArgument() {
        UnaryOperator<Tensor> norm = v -> Ops.sqrt(dot(v, v));
        Tensor v = vector(3, -1, 2);
        UnaryOperator<Tensor> captured =
                a -> Ops.multiply(Ops.sum(a), derivative(y -> Ops.multiply(y, norm.apply(a)), scalar(1)));
        UnaryOperator<Tensor> plain = a -> Ops.multiply(Ops.sum(a), norm.apply(a));
        assertThat(numbers(Autodiff.grad(captured, v)))
                .containsExactly(numbers(Autodiff.grad(plain, v)), Offset.offset(1e-14));
    }

    @Test
    void jacobianOfAGradientOfABilinearFormIsItsMatrix() {
        double[] matrix = {1, 2, 3, 4, 5, 7, -1, 0.5, 0.25, -3, 8, 6};
        Tensor a = device.tensor(DType.FLOAT64, Shape.of(4, 3), matrix);
        Tensor y = vector(1, -2, 3, 0.5);
        UnaryOperator<Tensor> gradient = x -> Autodiff.grad(
                b -> Ops.sum(Ops.matmul(Ops.reshape(b, Shape.of(1, 4)), Ops.matmul(a, Ops.reshape(x, Shape.of(3, 1))))),
                y);
        Tensor jacobian = Autodiff.jacobian(gradient, vector(2, 3, 5));
        assertThat(jacobian.shape()).isEqualTo(a.shape());
        assertThat(numbers(jacobian)).containsExactly(matrix);
    }

    /** H(q, p) = p^2 / (2 m) + m g q_2, by Legendre's transform of L = m/2 v^2 - m g q_2: its gradient in q is (0, m g). */
    @Test
    void gradientOfALegendreTransform() {
        double mass = 1.25;
        double gravity = 9.8;
        Tensor p = vector(0.5, -2);
        UnaryOperator<Tensor> hamiltonian = q -> {
            UnaryOperator<Tensor> lagrangian = v -> Ops.subtract(
                    Ops.scale(dot(v, v), mass / 2), Ops.scale(Ops.sum(Ops.slice(q, -1, 1, 1)), mass * gravity));
            Tensor zero = vector(0, 0);
            Tensor hessian = Autodiff.jacobian(v -> Autodiff.grad(lagrangian, v), zero);
            Tensor rest = Ops.subtract(p, Autodiff.grad(lagrangian, zero));
            Tensor velocity =
                    Ops.reshape(Ops.matmul(Ops.spdInverse(hessian), Ops.reshape(rest, Shape.of(2, 1))), Shape.of(2));
            return Ops.subtract(dot(p, velocity), lagrangian.apply(velocity));
        };
        Tensor q = vector(1, 2);
        double expected = (0.25 + 4) / (2 * mass) + mass * gravity * 2;
        assertThat(numbers(hamiltonian.apply(q))).containsExactly(new double[] {expected}, Offset.offset(1e-13));
        double[] gradient = {0, mass * gravity};
        assertThat(numbers(Autodiff.grad(hamiltonian, q))).containsExactly(gradient, Offset.offset(1e-13));
        assertThat(numbers(Autodiff.jacobian(hamiltonian, q))).containsExactly(gradient, Offset.offset(1e-13));
    }

    @Test
    void derivativeOfWhatDoesNotDependOnTheInnerVariableIsZero() {
        assertThat(numbers(derivative(x -> derivative(y -> x, x), scalar(3)))).containsExactly(0);
    }

    @Test
    void productWithAnInnerDerivativeOfAProduct() {
        UnaryOperator<Tensor> forward = x -> Ops.multiply(x, derivative(y -> Ops.multiply(x, y), scalar(3)));
        UnaryOperator<Tensor> reverse = x -> Ops.multiply(x, Autodiff.grad(y -> Ops.multiply(x, y), scalar(3)));
        assertThat(numbers(derivative(forward, scalar(5)))).containsExactly(10);
        assertThat(numbers(Autodiff.grad(forward, scalar(5)))).containsExactly(10);
        assertThat(numbers(derivative(reverse, scalar(5)))).containsExactly(10);
        assertThat(numbers(Autodiff.grad(reverse, scalar(5)))).containsExactly(10);
    }
}
