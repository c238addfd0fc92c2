package dualflow.flow;

import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/** Checks, on the host and before any device computes with them, of the parameters of velocity fields; and the identity. */
public final class Covariances {
    private Covariances() {}

    /**
     * Checks a shape.
     *
     * @param what the name, for the message
     * @param x the parameter
     * @param dims the lengths of the axes that it must have
     * @throws ShapeException if it has others
     */
    public static void requireShape(String what, Tensor x, int... dims) {
        if (!x.shape().equals(Shape.of(dims))) {
            throw new ShapeException(
                    "the " + what + " has shape " + x.shape() + " where " + Shape.of(dims) + " is needed");
        }
    }

    /**
     * Checks that numbers are finite.
     *
     * @param what the name, for the message
     * @param x the parameter
     * @throws IllegalArgumentException if one is not
     */
    public static void requireFinite(String what, Tensor x) {
        for (double number : x.bottom().toDoubles()) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("the " + what + " holds " + number + "; give finite numbers");
            }
        }
    }

    /**
     * Checks that matrices are symmetric, to rounding.
     *
     * @param what the name, for the message
     * @param covariances the matrices, [..., d, d]
     * @throws NotPositiveDefiniteException if one is not
     */
    public static void requireSymmetric(String what, Tensor covariances) {
        requireFinite(what, covariances);
        double[] a = covariances.bottom().toDoubles();
        int d = covariances.shape().dim(-1);
        double tolerance = covariances.dtype() == DType.FLOAT32 ? 1e-6 : 1e-12;
        for (int start = 0; start < a.length; start += d * d) {
            double largest = 0;
            for (int i = 0; i < d * d; i++) {
                largest = Math.max(largest, Math.abs(a[start + i]));
            }
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < i; j++) {
                    double upper = a[start + j * d + i];
                    double lower = a[start + i * d + j];
                    if (Math.abs(upper - lower) > tolerance * largest) {
                        throw new NotPositiveDefiniteException("the " + what + name(a, d, start)
                                + " is not symmetric: row " + i + ", column " + j + " is " + lower + " but row " + j
                                + ", column " + i + " is " + upper);
                    }
                }
            }
        }
    }

    /**
     * Checks that symmetric matrices are positive definite.
     *
     * @param what the name, for the message
     * @param covariances the matrices, [..., d, d]
     * @throws NotPositiveDefiniteException if one is not, to working precision
     */
    public static void requirePositiveDefinite(String what, Tensor covariances) {
        double[] a = covariances.bottom().toDoubles();
        int d = covariances.shape().dim(-1);
        int bad = firstNotPositiveDefinite(a, d, covariances.dtype());
        if (bad >= 0) {
            throw new NotPositiveDefiniteException("the " + what + name(a, d, bad)
                    + " is not positive definite to working precision; add to its diagonal");
        }
    }

    /**
     * Whether symmetric matrices are positive definite, to working precision.
     *
     * @param covariances the matrices, [..., d, d]
     * @return whether all are
     */
    public static boolean arePositiveDefinite(Tensor covariances) {
        return firstNotPositiveDefinite(
                        covariances.bottom().toDoubles(), covariances.shape().dim(-1), covariances.dtype())
                < 0;
    }

    /**
     * The identity matrix.
     *
     * @param d its size
     * @param like a tensor of its device and format
     * @return I, [d, d]
     */
    public static Tensor identity(int d, Tensor like) {
        double[] numbers = new double[d * d];
        for (int i = 0; i < d; i++) {
            numbers[i * d + i] = 1;
        }
        return like.device().tensor(like.dtype(), Shape.of(d, d), numbers);
    }

    /** The offset of the first matrix without a Cholesky factor whose pivots are above the rounding error of its diagonal; or -1. */
    private static int firstNotPositiveDefinite(double[] a, int d, DType dtype) {
        double roundoff = 4 * d * dtype.ulp();
        double[] l = new double[d * d];
        for (int start = 0; start < a.length; start += d * d) {
            for (int j = 0; j < d; j++) {
                for (int i = j; i < d; i++) {
                    double sum = a[start + i * d + j];
                    for (int k = 0; k < j; k++) {
                        sum -= l[i * d + k] * l[j * d + k];
                    }
                    if (i == j && !(sum > roundoff * a[start + j * d + j])) {
                        return start;
                    }
                    l[i * d + j] = i == j ? Math.sqrt(sum) : sum / l[j * d + j];
                }
            }
        }
        return -1;
    }

    private static String name(double[] a, int d, int start) {
        return a.length == d * d ? "" : " number " + start / (d * d);
    }
}
