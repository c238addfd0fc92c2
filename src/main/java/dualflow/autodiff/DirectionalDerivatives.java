package dualflow.autodiff;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The derivatives of a program along one direction, by forward mode: at a kink those of both sides; and finite differences beside the highest.
 *
 * @param f what is differentiated
 * @param names the names of its arguments
 * @param x where
 * @param xDot along which direction; null where it does not move
 * @param explanations of the derivatives from the first on
 */
public record DirectionalDerivatives(
        TensorFunction f, List<String> names, List<Tensor> x, List<Tensor> xDot, List<Explanation> explanations) {
    private static final int SMALLEST_STEP = 12; // 1e-12

    /**
     * A derivative on both sides of the point.
     *
     * @param left of the piece at x - h xDot
     * @param right of the piece at x + h xDot
     */
    public record Sides(Tensor left, Tensor right) {}

    /**
     * Finite differences of the value, or of the exact derivative of the order below the highest.
     *
     * @param h the step
     * @param forward (g(x + h xDot) - g(x)) / h
     * @param central (g(x + h xDot) - g(x - h xDot)) / 2h
     */
    public record Difference(double h, Tensor forward, Tensor central) {}

    /**
     * Differentiates.
     *
     * @param f the program
     * @param names the names of its arguments
     * @param x where
     * @param xDot along which direction; null where it does not move
     * @param order of the highest derivative, at least 1
     * @return the derivatives
     */
    public static DirectionalDerivatives of(
            TensorFunction f, List<String> names, List<Tensor> x, List<Tensor> xDot, int order) {
        List<Explanation> explanations = new ArrayList<>();
        for (int k = 1; k <= order; k++) {
            explanations.add(Explanation.of(f, names, x, xDot, k));
        }
        return new DirectionalDerivatives(f, names, x, xDot, explanations);
    }

    /**
     * The order of the highest derivative.
     *
     * @return 1 or more
     */
    public int order() {
        return explanations.size();
    }

    /**
     * The program's value.
     *
     * @return f(x)
     */
    public Tensor value() {
        return explanations.get(0).result().primal();
    }

    /**
     * The derivative of an order, as forward mode gives it.
     *
     * @param k the order, from 1
     * @return it, of the value's shape
     */
    public Tensor derivative(int k) {
        return explanations.get(k - 1).result().tangent();
    }

    /**
     * The sides of a derivative where the program is not smooth, or forward mode gives neither.
     *
     * @param k the order, from 1
     * @return both; empty where the derivative is that of both sides
     */
    public Optional<Sides> sides(int k) {
        if (borders().isEmpty()) {
            return Optional.empty();
        }
        Sides sides = new Sides(side(k, OneSided.Side.LEFT), side(k, OneSided.Side.RIGHT));
        return isNear(sides.left(), sides.right()) && isNear(sides.left(), derivative(k))
                ? Optional.empty()
                : Optional.of(sides);
    }

    private Tensor side(int k, OneSided.Side side) {
        return OneSided.of(f, x, xDot, k, side);
    }

    /**
     * Whether two values are equal but for rounding.
     *
     * @param a one
     * @param b the other, of the same shape
     * @return true if all their numbers are
     */
    public boolean isNear(Tensor a, Tensor b) {
        double[] left = a.value().toDoubles();
        double[] right = b.value().toDoubles();
        double tolerance = 64 * a.dtype().ulp();
        for (int i = 0; i < left.length; i++) {
            double size = Math.max(Math.abs(left[i]), Math.abs(right[i]));
            if (Double.compare(left[i], right[i]) != 0 && !(Math.abs(left[i] - right[i]) <= tolerance * size)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The operations that have a kink here, or stand where their values end.
     *
     * @return the steps of the program itself
     */
    public List<Explanation.Step> borders() {
        return explanations.get(0).steps().stream()
                .filter(step -> step.convention().isPresent() || step.singular())
                .toList();
    }

    /**
     * The differences for the step of least error that is expected of a central one.
     *
     * @return an estimate of the highest derivative
     */
    public Difference difference() {
        return difference(step(), lower(0));
    }

    /**
     * The differences for the steps 1e-1, 1e-2 to 1e-12.
     *
     * @return estimates of the highest derivative
     */
    public List<Difference> differences() {
        Tensor here = lower(0);
        List<Difference> differences = new ArrayList<>();
        for (int k = 1; k <= SMALLEST_STEP; k++) {
            differences.add(difference(Double.parseDouble("1e-" + k), here));
        }
        return differences;
    }

    private Difference difference(double h, Tensor here) {
        Tensor ahead = lower(h);
        Tensor behind = lower(-h);
        return new Difference(h, quotient(ahead, here, h), quotient(ahead, behind, 2 * h));
    }

    /** (a - b) / h, as a program in this format computes it. */
    private static Tensor quotient(Tensor a, Tensor b, double h) {
        return Ops.divide(Ops.subtract(a, b), a.device().scalar(a.dtype(), h));
    }

    /**
     * The error of an estimate of the highest derivative.
     *
     * @param estimate of that derivative's shape
     * @return the largest of its numbers' absolute errors, NaN where one is not a number
     */
    public double error(Tensor estimate) {
        double[] exact = derivative(order()).value().toDoubles();
        double[] estimated = estimate.value().toDoubles();
        double largest = 0;
        for (int i = 0; i < exact.length; i++) {
            largest = Math.max(largest, Math.abs(estimated[i] - exact[i]));
        }
        return largest;
    }

    /** The value, or the derivative of the order below the highest, at x + h xDot. */
    private Tensor lower(double h) {
        List<Tensor> moved = new ArrayList<>(x);
        for (int k = 0; k < x.size(); k++) {
            if (xDot.get(k) != null) {
                moved.set(k, Ops.add(x.get(k), Ops.scale(xDot.get(k), h)));
            }
        }
        int order = order() - 1;
        return order == 0
                ? f.apply(moved)
                : Explanation.of(f, names, moved, xDot, order).result().tangent();
    }

    /** The step of the central difference, relative to the point. */
    private double step() {
        double point = 1;
        double direction = 0;
        for (int k = 0; k < x.size(); k++) {
            if (xDot.get(k) != null) {
                point = Math.max(point, largest(x.get(k)));
                direction = Math.max(direction, largest(xDot.get(k)));
            }
        }
        return FiniteDifference.centralStep(x.get(0).dtype()) * point / (direction == 0 ? 1 : direction);
    }

    private static double largest(Tensor x) {
        return Arrays.stream(x.value().toDoubles()).map(Math::abs).max().orElse(0);
    }
}
