package dualflow.autodiff;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The derivatives of a program, whose value is a number, along one direction, by forward mode: at a kink those of both sides; and a central
 * difference beside the highest.
 *
 * @param f what is differentiated
 * @param names the names of its arguments
 * @param x where
 * @param xDot along which direction; null where it does not move
 * @param explanations of the derivatives from the first on
 */
public record DirectionalDerivatives(
        TensorFunction f, List<String> names, List<Tensor> x, List<Tensor> xDot, List<Explanation> explanations) {

    /**
     * A derivative on both sides of the point.
     *
     * @param left of the piece at x - h xDot
     * @param right of the piece at x + h xDot
     */
    public record Sides(double left, double right) {}

    /**
     * Differentiates.
     *
     * @param f the program, whose value is a number
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
     * The program's value.
     *
     * @return the number
     */
    public double value() {
        return number(explanations.get(0).result().primal());
    }

    /**
     * The derivative of an order, as forward mode gives it.
     *
     * @param k the order, from 1
     * @return the number
     */
    public double derivative(int k) {
        return number(explanations.get(k - 1).result().tangent());
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

    private double side(int k, OneSided.Side side) {
        return OneSided.derivative(f, x, xDot, k, side);
    }

    /**
     * Whether two numbers are equal but for rounding.
     *
     * @param a one
     * @param b the other
     * @return true if they are
     */
    public boolean isNear(double a, double b) {
        return Double.compare(a, b) == 0
                || Math.abs(a - b) <= 64 * x.get(0).dtype().ulp() * Math.max(Math.abs(a), Math.abs(b));
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
     * The central difference of the value, or of the exact derivative of the order below the highest.
     *
     * @return an estimate of the highest derivative
     */
    public double centralDifference() {
        double h = step();
        return (lower(h) - lower(-h)) / (2 * h);
    }

    /** The value, or the derivative of the order below the highest, at x + h xDot. */
    private double lower(double h) {
        List<Tensor> moved = new ArrayList<>(x);
        for (int k = 0; k < x.size(); k++) {
            if (xDot.get(k) != null) {
                moved.set(k, Ops.add(x.get(k), Ops.scale(xDot.get(k), h)));
            }
        }
        int order = explanations.size() - 1;
        return number(
                order == 0
                        ? f.apply(moved)
                        : Explanation.of(f, names, moved, xDot, order).result().tangent());
    }

    /**
     * The step of the central difference, relative to the point.
     *
     * @return h
     */
    public double step() {
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

    private static double number(Tensor x) {
        return x.value().toDouble();
    }
}
