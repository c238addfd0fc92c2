package dualflow.dependency;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.FiniteDifference;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** How J(x) z is computed: exactly, or by a finite difference. */
public sealed interface Derivative {
    /**
     * The products along K directions.
     *
     * @param f the map
     * @param x the point
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
     * A finite difference; f itself is evaluated too, so that the samples are those of the exact product.
     *
     * @param kind the kind of difference
     * @param epsilon the step
     */
    record Difference(FiniteDifference kind, double epsilon) implements Derivative {
        /**
         * Checks the step.
         *
         * @param kind the kind of difference
         * @param epsilon the step
         * @throws IllegalArgumentException if the step is not a positive number
         */
        public Difference {
            if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
                throw new IllegalArgumentException("a difference needs a positive step epsilon, got " + epsilon);
            }
        }

        @Override
        public Dual along(UnaryOperator<Tensor> f, Tensor x, Tensor directions) {
            Tensor value = f.apply(x);
            UnaryOperator<Tensor> known =
                    point -> point == x ? value : f.apply(point); // the forward difference also computes it
            return new Dual(value, kind.alongEach(known, x, directions, epsilon));
        }
    }
}
