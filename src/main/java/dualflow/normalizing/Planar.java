package dualflow.normalizing;

import dualflow.nn.Initialisation;
import dualflow.nn.Layout;
import dualflow.nn.Parameter;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * The planar map of Rezende and Mohamed (ICML 2015, equation (10)), which is one Euler step along a field of one direction: y = x + u^ tanh(w'x + b).
 * By the matrix determinant lemma log |det| = log |1 + u^'psi(x)| with psi(x) = (1 - tanh^2(w'x + b)) w. It is invertible because w'u^ is above -1: of the free
 * parameter u, u^ = u + (m(w'u) - w'u) w / |w|^2 with m(s) = -1 + log(1 + e^s) (their appendix A.1).
 *
 * <p>The inverse solves one equation of one unknown, a + c tanh a = w'y + b with c = w'u^, for a = w'x + b: by bisection of [r - |c|, r + |c|], r the right side, to
 * the last digit of c, then two of Newton's steps, through which derivatives up to the third order are exact. An error of the right side is multiplied
 * by up to 1 / (1 + c).
 *
 * @param dimension d
 */
public record Planar(int dimension) implements Bijection {
    private static final int NEWTON_STEPS = 2;

    /** What u, w and b give: u^ [d], w [d, 1], b [], and w'u^ = c with 1 + c = softplus(w'u), []. */
    private record Plane(Tensor direction, Tensor normal, Tensor offset, Tensor onePlusC) {}

    /**
     * Checks the dimension.
     *
     * @param dimension d
     * @throws dualflow.tensor.ShapeException if it is not positive
     */
    public Planar {
        Bijection.requireDimension("a planar map", dimension, 1);
    }

    @Override
    public Specification specification() {
        Initialisation initialisation = Initialisation.fanIn(dimension);
        return Specification.of(
                Parameter.trained("u", Layout.IDENTITY, initialisation, dimension),
                Parameter.trained("w", Layout.IDENTITY, initialisation, dimension),
                Parameter.trained("b", Layout.IDENTITY, initialisation));
    }

    private Plane plane(Pass pass) {
        Tensor u = pass.get("u");
        Tensor w = pass.get("w");
        Tensor along = Ops.sum(Ops.multiply(w, u));
        Tensor onePlusC = Ops.softplus(along);
        Tensor excess = Ops.subtract(Ops.shift(onePlusC, -1), along);
        Tensor direction = Ops.add(u, Ops.divide(Ops.multiply(excess, w), Ops.sum(Ops.multiply(w, w))));
        return new Plane(direction, Ops.reshape(w, Shape.of(dimension, 1)), pass.get("b"), onePlusC);
    }

    /** w'x + b, [..., 1]. */
    private static Tensor height(Plane plane, Tensor x) {
        return Ops.add(Ops.matmul(row(x), plane.normal()), plane.offset());
    }

    /** A single point as a matrix of one row. */
    private static Tensor row(Tensor x) {
        return x.shape().rank() == 1 ? Ops.insertAxes(x, 0, 1) : x;
    }

    /** 1 + c (1 - h^2) as a sum of what is not negative, h^2 + (1 + c) (1 - h^2). */
    private static Tensor slope(Plane plane, Tensor h) {
        Tensor rest = Ops.multiply(Ops.shift(Ops.negate(h), 1), Ops.shift(h, 1));
        return Ops.add(Ops.multiply(h, h), Ops.multiply(plane.onePlusC(), rest));
    }

    private static Tensor logSlope(Plane plane, Tensor h, Tensor x) {
        return Ops.reshape(Ops.log(slope(plane, h)), x.shape().leading(1));
    }

    @Override
    public Mapped forward(Pass pass, Tensor x) {
        Bijection.requirePoints(this, x);
        Plane plane = plane(pass);
        Tensor h = Ops.tanh(height(plane, x));
        Tensor y = Ops.add(row(x), Ops.multiply(h, plane.direction()));
        return new Mapped(Ops.reshape(y, x.shape()), logSlope(plane, h, x));
    }

    @Override
    public Mapped inverse(Pass pass, Tensor y) {
        Bijection.requirePoints(this, y);
        Plane plane = plane(pass);
        Tensor right = height(plane, y);
        Tensor a = bisected(Ops.stopGradient(plane.onePlusC()), Ops.stopGradient(right));
        for (int step = 0; step < NEWTON_STEPS; step++) {
            Tensor h = Ops.tanh(a);
            a = Ops.subtract(a, Ops.divide(residual(plane.onePlusC(), a, right), slope(plane, h)));
        }
        Tensor h = Ops.tanh(a);
        Tensor x = Ops.subtract(row(y), Ops.multiply(h, plane.direction()));
        return new Mapped(Ops.reshape(x, y.shape()), Ops.negate(logSlope(plane, h, y)));
    }

    /** a + c tanh a - r, which increases with a. */
    private static Tensor residual(Tensor onePlusC, Tensor a, Tensor right) {
        Tensor c = Ops.shift(onePlusC, -1);
        return Ops.subtract(Ops.add(a, Ops.multiply(c, Ops.tanh(a))), right);
    }

    /** The middle of the bracket, halved until its half width is |c| times the format's precision; the same number of halvings for all. */
    private static Tensor bisected(Tensor onePlusC, Tensor right) {
        Tensor reach = Ops.abs(Ops.shift(onePlusC, -1));
        Tensor a = right;
        int halvings = right.dtype() == DType.FLOAT64 ? 54 : 25;
        for (int k = 1; k <= halvings; k++) {
            Tensor half = Ops.scale(reach, Math.scalb(1.0, -k));
            a = Ops.subtract(a, Ops.multiply(Ops.sign(residual(onePlusC, a, right)), half));
        }
        return a;
    }
}
