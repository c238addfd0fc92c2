package dualflow.normalizing;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The monotonic rational-quadratic spline of Durkan, Bekasov, Murray and Papamakarios (Neural spline flows, NeurIPS 2019, equations (4) to (8)), element by element:
 * K bins on [-B, B]^2, the identity outside (linear tails). In bin k, with xi = (x - x_k)/w_k and s = h_k/w_k,
 * y = y_k + h_k (s xi^2 + delta_k xi (1 - xi)) / (s + (delta_(k+1) + delta_k - 2 s) xi (1 - xi)).
 *
 * @param bins K, at least 2
 * @param bound B
 */
record RationalQuadraticSpline(int bins, double bound) {
    /** The least width and height of a bin, in parts of 2 B, and the least slope at a knot: those of the authors' code. */
    private static final double LEAST = 1e-3;

    RationalQuadraticSpline {
        if (bins < 2 || bins * LEAST >= 1 || !(bound > 0) || !Double.isFinite(bound)) {
            throw new ShapeException("a spline has 2 to 999 bins on an interval of positive length, got " + bins
                    + " bins up to " + bound);
        }
    }

    /** How many numbers shape the spline of one coordinate: K widths, K heights and K - 1 slopes. */
    int parameters() {
        return 3 * bins - 1;
    }

    /** The knots' left ends and the bins' sizes, [..., K] each; the slopes at both ends of each bin. */
    private record Knots(Tensor x, Tensor w, Tensor y, Tensor h, Tensor left, Tensor right) {}

    /** The bin of each point: x_k, w_k, y_k, h_k, delta_k and delta_(k+1), [...]. */
    private record Bin(Tensor x, Tensor w, Tensor y, Tensor h, Tensor left, Tensor right) {
        Tensor steepness() {
            return Ops.divide(h, w);
        }

        /** delta_(k+1) + delta_k - 2 s. */
        Tensor bend() {
            return Ops.subtract(Ops.add(right, left), Ops.scale(steepness(), 2));
        }

        /** ln dy/dx at xi, equation (5). */
        Tensor logSlope(Tensor xi) {
            Tensor s = steepness();
            Tensor rest = Ops.shift(Ops.negate(xi), 1);
            Tensor product = Ops.multiply(xi, rest);
            Tensor top = Ops.add(
                    Ops.multiply(right, Ops.multiply(xi, xi)),
                    Ops.add(Ops.scale(Ops.multiply(s, product), 2), Ops.multiply(left, Ops.multiply(rest, rest))));
            Tensor bottom = Ops.log(Ops.add(s, Ops.multiply(bend(), product)));
            return Ops.add(Ops.scale(Ops.subtract(Ops.log(s), bottom), 2), Ops.log(top));
        }
    }

    /**
     * The spline.
     *
     * @param raw what shapes it, [..., 3 K - 1], free numbers
     * @param x [...]
     * @return y, and ln dy/dx, [...]
     */
    Bijection.Mapped forward(Tensor raw, Tensor x) {
        Knots knots = knots(raw);
        Tensor inside = inside(x);
        Tensor at = Ops.where(inside, x, Ops.zerosLike(x));
        Bin bin = bin(knots, at, knots.x());
        Tensor xi = Ops.divide(Ops.subtract(at, bin.x()), bin.w());
        Tensor product = Ops.multiply(xi, Ops.shift(Ops.negate(xi), 1));
        Tensor top = Ops.add(Ops.multiply(bin.steepness(), Ops.multiply(xi, xi)), Ops.multiply(bin.left(), product));
        Tensor bottom = Ops.add(bin.steepness(), Ops.multiply(bin.bend(), product));
        Tensor y = Ops.add(bin.y(), Ops.divide(Ops.multiply(bin.h(), top), bottom));
        return outside(inside, x, y, bin.logSlope(xi));
    }

    /**
     * Its inverse: the root in [0, 1] of a quadratic in xi, by the form that does not cancel, equation (8).
     *
     * @param raw what shapes it, [..., 3 K - 1], free numbers
     * @param y [...]
     * @return x, and ln dx/dy, [...]
     */
    Bijection.Mapped inverse(Tensor raw, Tensor y) {
        Knots knots = knots(raw);
        Tensor inside = inside(y);
        Tensor at = Ops.where(inside, y, Ops.zerosLike(y));
        Bin bin = bin(knots, at, knots.y());
        Tensor rise = Ops.subtract(at, bin.y());
        Tensor bent = Ops.multiply(rise, bin.bend());
        Tensor a = Ops.add(Ops.multiply(bin.h(), Ops.subtract(bin.steepness(), bin.left())), bent);
        Tensor b = Ops.subtract(Ops.multiply(bin.h(), bin.left()), bent);
        Tensor c = Ops.negate(Ops.multiply(bin.steepness(), rise));
        Tensor root = Ops.sqrt(Ops.subtract(Ops.multiply(b, b), Ops.scale(Ops.multiply(a, c), 4)));
        Tensor xi = Ops.negate(Ops.divide(Ops.scale(c, 2), Ops.add(b, root)));
        Tensor x = Ops.add(bin.x(), Ops.multiply(xi, bin.w()));
        return outside(inside, y, x, Ops.negate(bin.logSlope(xi)));
    }

    private Knots knots(Tensor raw) {
        Tensor w = sizes(Ops.slice(raw, -1, 0, bins));
        Tensor h = sizes(Ops.slice(raw, -1, bins, bins));
        Tensor inner = Ops.shift(Ops.softplus(Ops.slice(raw, -1, 2 * bins, bins - 1)), LEAST);
        Tensor one = Ops.shift(Ops.zerosLike(Ops.slice(inner, -1, 0, 1)), 1);
        return new Knots(starts(w), w, starts(h), h, Ops.concat(one, inner, -1), Ops.concat(inner, one, -1));
    }

    /** Widths or heights, positive and of sum 2 B. */
    private Tensor sizes(Tensor raw) {
        return Ops.scale(Ops.shift(Ops.scale(Ops.softmax(raw, 1), 1 - LEAST * bins), LEAST), 2 * bound);
    }

    /** Where bins begin: -B plus the sum of the sizes before. */
    private Tensor starts(Tensor sizes) {
        double[] before = new double[bins * bins];
        for (int j = 0; j < bins; j++) {
            for (int k = j + 1; k < bins; k++) {
                before[j * bins + k] = 1;
            }
        }
        Tensor sums = sizes.device().tensor(sizes.dtype(), Shape.of(bins, bins), before);
        return Ops.shift(Ops.matmul(sizes, sums), -bound);
    }

    /** 1 where |x| < B, 0 elsewhere. */
    private Tensor inside(Tensor x) {
        Tensor b = Ops.shift(Ops.zerosLike(x), bound);
        return Ops.relu(Ops.compare(b, Ops.abs(x)));
    }

    /** The last bin that begins at or before each point: knots are few, so that all are compared. */
    private Bin bin(Knots knots, Tensor at, Tensor starts) {
        Tensor point = Ops.insertAxes(at, at.shape().rank(), 1);
        Tensor reached = Ops.sign(Ops.shift(Ops.compare(point, starts), 1)); // 1 from x_k on, else 0
        Tensor next = Ops.pad(Ops.slice(reached, -1, 1, bins - 1), -1, 0, 1);
        Tensor chosen = Ops.subtract(reached, next);
        return new Bin(
                chosen(chosen, knots.x()),
                chosen(chosen, knots.w()),
                chosen(chosen, knots.y()),
                chosen(chosen, knots.h()),
                chosen(chosen, knots.left()),
                chosen(chosen, knots.right()));
    }

    private static Tensor chosen(Tensor mask, Tensor values) {
        return Ops.sum(Ops.multiply(mask, values), 1);
    }

    private static Bijection.Mapped outside(Tensor inside, Tensor x, Tensor y, Tensor logSlope) {
        return new Bijection.Mapped(Ops.where(inside, y, x), Ops.where(inside, logSlope, Ops.zerosLike(logSlope)));
    }
}
