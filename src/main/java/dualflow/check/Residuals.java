package dualflow.check;

import dualflow.semantics.Sides;
import dualflow.syntax.Statement.Relation;
import dualflow.tensor.Shape;

/** How far the two sides of a relation are apart in one draw. */
final class Residuals {
    private Residuals() {}

    /** By how much a relation is violated: the largest |L - R|, and for {@code <=} the largest L - R. */
    static double violation(Relation relation, Sides sides, int draw) {
        double[] left = sides.left()[draw];
        double[] right = sides.right()[draw];
        if (relation.isEquality()) {
            return largestDifference(left, right);
        }
        if (sides.shape().rank() == 2) {
            return matrixViolation(left, right, sides.shape());
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < left.length; i++) {
            largest = Math.max(largest, left[i] - right[i]);
        }
        return largest;
    }

    /** In the order of symmetric matrices: the smallest eigenvalue of R - L, with its sign turned; what is not symmetric violates it too. */
    private static double matrixViolation(double[] left, double[] right, Shape shape) {
        int n = shape.dim(-1);
        double[] difference = new double[n * n];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = right[i] - left[i];
        }
        double asymmetry = largestDifference(difference, SmallMatrices.transpose(difference, n));
        double smallest = SmallMatrices.eigenvalues(SmallMatrices.symmetricPart(difference, n), n)[0];
        // An asymmetry of 0 must not hide by how much the relation holds.
        return asymmetry > 0 ? Math.max(-smallest, asymmetry) : -smallest;
    }

    /** The largest |x - y|; not a number if an entry is not. */
    static double largestDifference(double[] x, double[] y) {
        double largest = 0;
        for (int i = 0; i < x.length; i++) {
            largest = Math.max(largest, Math.abs(x[i] - y[i]));
        }
        return largest;
    }

    /** The change of both sides from one evaluation to another. */
    static double change(Sides from, int draw, Sides to, int other) {
        return largestDifference(from.left()[draw], to.left()[other])
                + largestDifference(from.right()[draw], to.right()[other]);
    }

    /** The largest magnitude of an entry of either side; not a number if an entry is not. */
    static double largest(Sides sides, int draw) {
        return Math.max(largest(sides.left()[draw]), largest(sides.right()[draw]));
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double each : x) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }

    /** What a value is added up from: its magnitude, at least its own size where that is not finite. */
    static double scale(Sides sides, int draw) {
        double values = largest(sides, draw);
        double magnitude = sides.magnitude()[draw];
        return Double.isFinite(magnitude) ? Math.max(values, magnitude) : values;
    }
}
