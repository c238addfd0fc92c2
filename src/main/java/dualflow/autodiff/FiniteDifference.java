package dualflow.autodiff;

import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Finite-difference approximations of the Jacobian-vector product. Their error falls with epsilon until rounding dominates, which
 * grows as |f(x)| times the unit roundoff over epsilon; {@link Autodiff#jvp} has no epsilon.
 */
public enum FiniteDifference {
    /** (f(x + epsilon v) - f(x)) / epsilon, equation (5) of the paper; its error is of order epsilon. */
    FORWARD {
        @Override
        public Tensor along(UnaryOperator<Tensor> f, Tensor x, Tensor v, double epsilon) {
            requireStep(x, v, epsilon);
            return Ops.scale(Ops.subtract(f.apply(Ops.add(x, Ops.scale(v, epsilon))), f.apply(x)), 1 / epsilon);
        }
    },
    /** (f(x + epsilon v) - f(x - epsilon v)) / (2 epsilon); its error is of order epsilon squared. */
    CENTRAL {
        @Override
        public Tensor along(UnaryOperator<Tensor> f, Tensor x, Tensor v, double epsilon) {
            requireStep(x, v, epsilon);
            Tensor step = Ops.scale(v, epsilon);
            return Ops.scale(
                    Ops.subtract(f.apply(Ops.add(x, step)), f.apply(Ops.subtract(x, step))), 1 / (2 * epsilon));
        }
    };

    /**
     * How far the difference is from the exact Jacobian-vector product J v.
     *
     * @param epsilon the step
     * @param relative |difference - J v| / |J v| in the 2-norm; infinite or NaN where J v = 0
     * @param meanAbsolute the mean over the outputs of |difference - J v|
     */
    public record Deviation(double epsilon, double relative, double meanAbsolute) {}

    /**
     * The difference along one direction.
     *
     * @param f the program
     * @param x the point
     * @param v the direction, of x's shape
     * @param epsilon the step, positive
     * @return an approximation of Df(x) v
     * @throws ShapeException if the direction's shape is not x's
     * @throws IllegalArgumentException if epsilon is not a positive number
     */
    public abstract Tensor along(UnaryOperator<Tensor> f, Tensor x, Tensor v, double epsilon);

    /**
     * The differences along K directions; what does not depend on the direction runs once.
     *
     * @param f the program
     * @param x the point
     * @param directions K directions, [K, ...] before x's shape
     * @param epsilon the step, positive
     * @return K approximations, [K, ...] before the shape of f(x)
     * @throws ShapeException if the directions' shape does not fit
     * @throws IllegalArgumentException if epsilon is not a positive number
     */
    public Tensor alongEach(UnaryOperator<Tensor> f, Tensor x, Tensor directions, double epsilon) {
        return Autodiff.vmap(v -> along(f, x, v, epsilon), directions);
    }

    /**
     * The error against the exact Jacobian-vector product, for each of several steps.
     *
     * @param f the program
     * @param x the point
     * @param v the direction, of x's shape
     * @param epsilons the steps, positive
     * @return one error for each step, in their order, computed in float64 from the results in x's format
     * @throws ShapeException if the direction's shape is not x's
     * @throws IllegalArgumentException if a step is not a positive number
     */
    public List<Deviation> sweep(UnaryOperator<Tensor> f, Tensor x, Tensor v, double... epsilons) {
        double[] exact = Autodiff.jvp(f, x, v).tangent().value().toDoubles();
        return Arrays.stream(epsilons)
                .mapToObj(epsilon ->
                        deviation(epsilon, along(f, x, v, epsilon).value().toDoubles(), exact))
                .toList();
    }

    /**
     * The step of a central difference that balances truncation and rounding, where point, direction and derivatives are near 1:
     * the cube root of {@link DType#ulp}.
     *
     * @param dtype the format
     * @return the step, to be scaled with the point and inversely with the direction
     */
    public static double centralStep(DType dtype) {
        return StrictMath.cbrt(dtype.ulp());
    }

    private static Deviation deviation(double epsilon, double[] difference, double[] exact) {
        double squares = 0;
        double size = 0;
        double absolute = 0;
        for (int i = 0; i < exact.length; i++) {
            double error = difference[i] - exact[i];
            squares = Math.fma(error, error, squares);
            size = Math.fma(exact[i], exact[i], size);
            absolute += Math.abs(error);
        }
        return new Deviation(epsilon, Math.sqrt(squares / size), absolute / exact.length);
    }

    private static void requireStep(Tensor x, Tensor v, double epsilon) {
        if (!v.shape().equals(x.shape())) {
            throw new ShapeException(
                    "the direction has shape " + v.shape() + ", x has " + x.shape() + "; they must be alike");
        }
        if (!(epsilon > 0 && epsilon <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("the step epsilon = " + epsilon + " is not a positive number");
        }
    }
}
