package dualflow.op;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Functions of square matrices, [..., d, d], composed of primitives: so their derivatives of every order follow from these. */
final class MatrixFunctions {
    /** Up to this norm, the Pade approximant of degree 7 is the exponential of a matrix that differs by less than a rounding error. */
    private static final double EXPONENTIAL_BOUND = 0.95;

    /** Up to a norm of 3891: a larger one is the exponential's argument only where it overflows, vanishes or turns very often. */
    private static final int SQUARINGS = 12;

    /** Up to this distance from the identity, and for greater numbers up to 1, the rule's error is less than a rounding error. */
    private static final double LOGARITHM_BOUND = 0.54;

    /** Each halves the logarithms, which are at most 1500 for numbers of the formats: to below 0.74 = -ln (1 - 0.52). */
    private static final int ROOTS = 11;

    /** Nodes and weights of the Gauss-Legendre rule of 12 points on [0, 1]. */
    private static final double[][] LEGENDRE = {
        {0.009219682876640375, 0.023587668193255914},
        {0.04794137181476257, 0.05346966299765921},
        {0.11504866290284765, 0.08003916427167311},
        {0.2063410228566913, 0.10158371336153296},
        {0.3160842505009099, 0.1167462682691774},
        {0.43738329574426554, 0.12457352290670139},
        {0.5626167042557345, 0.12457352290670139},
        {0.6839157494990901, 0.1167462682691774},
        {0.7936589771433087, 0.10158371336153296},
        {0.8849513370971523, 0.08003916427167311},
        {0.9520586281852375, 0.05346966299765921},
        {0.9907803171233597, 0.023587668193255914}
    };

    private MatrixFunctions() {}

    /** The identity matrix, [d, d], in the format and on the device of a tensor. */
    static Tensor identity(int d, Tensor like) {
        return identity(like.device(), like.dtype(), d);
    }

    static Tensor identity(Device device, DType dtype, int d) {
        Shape shape = Shape.of(d, d);
        double[] identity = new double[shape.size()];
        for (int i = 0; i < d; i++) {
            identity[i * d + i] = 1;
        }
        return device.tensor(dtype, shape, identity);
    }

    static Tensor solve(Tensor a, Tensor b) {
        Shape square = a.shape();
        Shape right = b.shape();
        if (square.rank() < 2 || square.dim(-1) != square.dim(-2)) {
            throw new ShapeException("the matrices have the shape " + square + "; [..., d, d] is needed");
        }
        if (right.rank() < 2 || right.dim(-2) != square.dim(-1)) {
            int d = square.dim(-1);
            throw new ShapeException("the right sides have the shape " + right + "; with matrices of shape " + square
                    + " [..., " + d + ", n] is needed, [" + d + ", 1] for a single one");
        }
        return Ops.transpose(new MatDivide().on(Ops.transpose(b), Ops.transpose(a)));
    }

    /** (x + x^T) / 2. */
    static Tensor symmetricPart(Tensor x) {
        return Ops.scale(Ops.add(x, Ops.transpose(x)), 0.5);
    }

    /** c_ij = (-1)^(i + j) times the determinant of x without row i and column j. */
    static Tensor cofactors(Tensor x) {
        int d = x.shape().dim(-1);
        Shape leading = x.shape().leading(2);
        List<Integer> others = new ArrayList<>();
        double[] signs = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                if (j != i) {
                    others.add(j);
                }
                signs[i * d + j] = (i + j) % 2 == 0 ? 1 : -1;
            }
        }
        int rest = d - 1;
        Tensor rows = Ops.reshape(Ops.gather(x, others), leading.then(Shape.of(d, rest, d)));
        Tensor minors = Ops.reshape(Ops.gather(Ops.transpose(rows), others), leading.then(Shape.of(d, d, rest, rest)));
        return Ops.multiply(x.device().tensor(x.dtype(), Shape.of(d, d), signs), Ops.determinant(minors));
    }

    /** The solution y of r y + y r = c with r symmetric, as d^2 equations for the d^2 numbers of y. */
    static Tensor sylvester(Tensor r, Tensor c) {
        int d = r.shape().dim(-1);
        Shape leading = r.shape().leading(2);
        Tensor identity = identity(d, r);
        // r_ik at i, j, k, l where j = l, and r_jl where i = k.
        Tensor left = Ops.multiply(
                Ops.reshape(r, leading.then(Shape.of(d, 1, d, 1))), Ops.reshape(identity, Shape.of(d, 1, d)));
        Tensor right = Ops.multiply(
                Ops.reshape(identity, Shape.of(d, 1, d, 1)), Ops.reshape(r, leading.then(Shape.of(1, d, 1, d))));
        Tensor equations = Ops.reshape(Ops.add(left, right), leading.then(Shape.of(d * d, d * d)));
        Tensor row = Ops.reshape(c, c.shape().leading(2).then(Shape.of(1, d * d)));
        Tensor solution = new MatDivide().on(row, equations);
        return Ops.reshape(solution, solution.shape().leading(2).then(Shape.of(d, d)));
    }

    /**
     * e^x by scaling and squaring: the Pade approximant of degree 7 at x 2^-s, then s squarings, with s for each matrix such that the
     * largest sum of absolute values in a row of x 2^-s is at most {@link #EXPONENTIAL_BOUND} (N. Higham, Functions of Matrices, 10.3). The
     * squarings that a matrix needs are selected, so that it does not matter what stands beside it.
     */
    static Tensor exponential(Tensor x) {
        double[] bounds = new double[SQUARINGS];
        double[] parts = new double[SQUARINGS];
        for (int k = 0; k < SQUARINGS; k++) {
            bounds[k] = Math.scalb(EXPONENTIAL_BOUND, k);
            parts[k] = Math.scalb(1.0, -k - 1);
        }
        int rank = x.shape().rank() - 2;
        Tensor norm = Ops.insertAxes(Ops.max(Ops.sum(Ops.abs(Ops.stopGradient(x)), 1), 1), rank, 1);
        Tensor isLarger = Ops.relu(Ops.compare(norm, vector(x, bounds))); // [..., SQUARINGS]: 1 s times, then 0
        Tensor factor = Ops.shift(Ops.negate(Ops.sum(Ops.multiply(isLarger, vector(x, parts)), 1)), 1); // 2^-s
        Tensor isTooLarge = Ops.relu(
                Ops.compare(Ops.sum(norm, 1), x.device().scalar(x.dtype(), Math.scalb(EXPONENTIAL_BOUND, SQUARINGS))));
        factor = Ops.where(isTooLarge, x.device().scalar(x.dtype(), Double.NaN), factor);
        Tensor y = exponentialOfSmall(Ops.multiply(Ops.insertAxes(factor, rank, 2), x));
        for (int k = 0; k < SQUARINGS; k++) {
            Tensor isSquared = Ops.insertAxes(Ops.slice(isLarger, -1, k, 1), rank + 1, 1);
            y = Ops.where(isSquared, Ops.matmul(y, y), y);
        }
        return y;
    }

    /** (v + u) / (v - u), with u the odd and v the even terms of the numerator. */
    private static Tensor exponentialOfSmall(Tensor x) {
        Tensor identity = identity(x.shape().dim(-1), x);
        Tensor x2 = Ops.matmul(x, x);
        Tensor x4 = Ops.matmul(x2, x2);
        Tensor x6 = Ops.matmul(x2, x4);
        Tensor odd =
                Ops.matmul(x, sum(x6, Ops.scale(x4, 1512), Ops.scale(x2, 277_200), Ops.scale(identity, 8_648_640)));
        Tensor even = sum(
                Ops.scale(x6, 56), Ops.scale(x4, 25_200), Ops.scale(x2, 1_995_840), Ops.scale(identity, 17_297_280));
        return new MatDivide().on(Ops.add(even, odd), Ops.subtract(even, odd));
    }

    private static Tensor sum(Tensor first, Tensor... others) {
        Tensor sum = first;
        for (Tensor other : others) {
            sum = Ops.add(sum, other);
        }
        return sum;
    }

    /**
     * ln s of the symmetric part s, by inverse scaling and squaring. First s is divided by its geometric mean c, ln c = ln det s / d, whose
     * logarithm is added at the end. Then roots y = (s / c)^(2^-k) are taken, with k for each matrix such that the Frobenius norm of y - 1 is
     * at most {@link #LOGARITHM_BOUND}, or all {@link #ROOTS} of them; the roots that a matrix needs are selected. Last, ln (1 + z) is the
     * integral from 0 to 1 of z / (1 + r z) dr, by the Gauss-Legendre rule (N. Higham, Functions of Matrices, 11.4 and 11.5).
     */
    static Tensor logarithm(Tensor x) {
        int d = x.shape().dim(-1);
        int rank = x.shape().rank() - 2;
        Tensor identity = identity(d, x);
        Tensor s = symmetricPart(x);
        Tensor mean = Ops.insertAxes(Ops.scale(Ops.logDeterminant(Ops.stopGradient(s)), 1.0 / d), rank, 2); // ln c
        Tensor y = Ops.divide(s, Ops.exp(mean));
        Tensor power = Ops.shift(Ops.zerosLike(mean), 1); // 2^k
        for (int k = 0; k < ROOTS; k++) {
            Tensor z = Ops.stopGradient(Ops.subtract(y, identity));
            Tensor square = Ops.insertAxes(Ops.sum(Ops.multiply(z, z), 2), rank, 2);
            Tensor bound = x.device().scalar(x.dtype(), LOGARITHM_BOUND * LOGARITHM_BOUND);
            Tensor isFar = Ops.relu(Ops.compare(square, bound));
            y = Ops.where(isFar, Ops.matrixSquareRoot(y), y);
            power = Ops.multiply(power, Ops.shift(isFar, 1));
        }
        Tensor log = Ops.multiply(power, symmetricPart(logarithmNearIdentity(Ops.subtract(y, identity))));
        return Ops.add(log, Ops.multiply(mean, identity));
    }

    /** ln (1 + z): the quotients at all nodes are one more axis, before the matrix. */
    private static Tensor logarithmNearIdentity(Tensor z) {
        int d = z.shape().dim(-1);
        int nodes = LEGENDRE.length;
        double[] r = new double[nodes];
        double[] weights = new double[nodes];
        for (int i = 0; i < nodes; i++) {
            r[i] = LEGENDRE[i][0];
            weights[i] = LEGENDRE[i][1];
        }
        Tensor spread = Ops.insertAxes(z, z.shape().rank() - 2, 1);
        Tensor denominators = Ops.add(identity(d, z), Ops.multiply(Ops.insertAxes(vector(z, r), 1, 2), spread));
        Tensor terms = Ops.multiply(Ops.insertAxes(vector(z, weights), 1, 2), new MatDivide().on(spread, denominators));
        return Ops.reshape(Ops.sumTo(terms, spread.shape()), z.shape());
    }

    private static Tensor vector(Tensor like, double... numbers) {
        return like.device().tensor(like.dtype(), Shape.of(numbers.length), numbers);
    }
}
