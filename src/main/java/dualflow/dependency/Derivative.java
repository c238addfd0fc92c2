package dualflow.dependency;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** How J(x) z is computed: exactly, or by a difference. */
public sealed interface Derivative {
    /**
     * The products along K directions.
     *
     * @param f the map
     * @param x where
     * @param directions K directions, [K, ...] before x's shape
     * @return f(x), and the K products as [K, ...] before its shape
     */
    Dual along(UnaryOperator<Tensor> f, Tensor x, Tensor directions);

    /** Exact, by dual numbers; the primal runs once for all K directions. */
    record Jvp() implements Derivative {
        @Override
        public Dual along(UnaryOperator<Tensor> f, Tensor x, Tensor directions) {
            return Autodiff.jvps(f, x, directions);
        }
    }

    /**
     * (f(x + epsilon z) - f(x)) / epsilon, the paper's equation (5); its error is of order epsilon.
     *
     * @param epsilon the step
     */
    record ForwardDifference(double epsilon) implements Derivative {
        /**
         * Checks the step.
         *
         * @param epsilon the step
         * @throws IllegalArgumentException if the step is not a positive number
         */
        public ForwardDifference {
            requireStep(epsilon);
        }

        @Override
        public Dual along(UnaryOperator<Tensor> f, Tensor x, Tensor directions) {
            Tensor y = f.apply(x);
            Tensor moved = Autodiff.vmap(z -> f.apply(Ops.add(x, Ops.scale(z, epsilon))), directions);
            return new Dual(y, Ops.scale(Ops.subtract(moved, y), 1 / epsilon));
        }
    }

    /**
     * (f(x + epsilon z) - f(x - epsilon z)) / (2 epsilon); its error is of order epsilon^2.
     *
     * @param epsilon the step
     */
    record CentralDifference(double epsilon) implements Derivative {
        /**
         * Checks the step.
         *
         * @param epsilon the step
         * @throws IllegalArgumentException if the step is not a positive number
         */
        public CentralDifference {
            requireStep(epsilon);
        }

        @Override
        public Dual along(UnaryOperator<Tensor> f, Tensor x, Tensor directions) {
            Tensor ahead = Autodiff.vmap(z -> f.apply(Ops.add(x, Ops.scale(z, epsilon))), directions);
            Tensor behind = Autodiff.vmap(z -> f.apply(Ops.add(x, Ops.scale(z, -epsilon))), directions);
            return new Dual(f.apply(x), Ops.scale(Ops.subtract(ahead, behind), 1 / (2 * epsilon)));
        }
    }

    private static void requireStep(double epsilon) {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("a difference needs a positive step epsilon, got " + epsilon);
        }
    }
}
