package dualflow.semantics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Nodes and weights of quadratures in one dimension.
 *
 * @param points the nodes
 * @param weights their weights
 */
@SuppressWarnings("ArrayRecordComponent") // a table of numbers
record Nodes(double[] points, double[] weights) {
    private static final double[] REACH = {8, 9
    }; // beyond which the normal density is below 1e-14 and 1e-18, by resolution

    /** How far a quadrature reaches, so that two resolutions tell whether that is far enough. */
    static double reach(int resolution) {
        return REACH[resolution];
    }

    int count() {
        return points.length;
    }

    /** Gauss and Legendre's nodes on [0, 1]: exact for polynomials of degree 2 n - 1. */
    static Nodes legendre(int n) {
        GaussIntegrator rule = new GaussIntegratorFactory().legendre(n, 0, 1);
        return of(rule, 1, 1);
    }

    /** Gauss and Hermite's nodes for the mean over a standard normal number: exact for polynomials of degree 2 n - 1. */
    static Nodes hermite(int n) {
        return of(new GaussIntegratorFactory().hermite(n), Math.sqrt(2), 1 / Math.sqrt(Math.PI));
    }

    private static Nodes of(GaussIntegrator rule, double pointScale, double weightScale) {
        double[] points = new double[rule.getNumberOfPoints()];
        double[] weights = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = pointScale * rule.getPoint(i);
            weights[i] = weightScale * rule.getWeight(i);
        }
        return new Nodes(points, weights);
    }

    /** The trapezoidal rule for the mean over a standard normal number; it converges faster than any power of the step for smooth functions. */
    static Nodes trapezoidal(double step, double reach) {
        int half = (int) (reach / step);
        double[] points = new double[2 * half + 1];
        double[] weights = new double[points.length];
        for (int i = -half; i <= half; i++) {
            points[half + i] = step * i;
            weights[half + i] = step * StrictMath.exp(-0.5 * step * i * step * i) / StrictMath.sqrt(2 * Math.PI);
        }
        return new Nodes(points, weights);
    }

    /** The nodes of the trapezoidal rule in several dimensions that are within the reach; the others hardly weigh. */
    static Nodes ball(double step, double reach, int dimensions) {
        Nodes grid = trapezoidal(step, reach).grid(dimensions);
        int[] within = IntStream.range(0, grid.weights.length)
                .filter(i -> square(grid.points, i * dimensions, dimensions) <= reach * reach)
                .toArray();
        double[] points = new double[within.length * dimensions];
        double[] weights = new double[within.length];
        for (int i = 0; i < within.length; i++) {
            System.arraycopy(grid.points, within[i] * dimensions, points, i * dimensions, dimensions);
            weights[i] = grid.weights[within[i]];
        }
        return new Nodes(points, weights);
    }

    private static double square(double[] x, int from, int count) {
        return Arrays.stream(x, from, from + count).map(each -> each * each).sum();
    }

    /** All combinations in several dimensions: points [count^dimensions, dimensions], row-major. */
    Nodes grid(int dimensions) {
        int total = 1;
        for (int k = 0; k < dimensions; k++) {
            total *= count();
        }
        double[] all = new double[total * dimensions];
        double[] products = new double[total];
        for (int i = 0; i < total; i++) {
            double product = 1;
            int rest = i;
            for (int k = dimensions - 1; k >= 0; k--) {
                int node = rest % count();
                rest /= count();
                all[i * dimensions + k] = points[node];
                product *= weights[node];
            }
            products[i] = product;
        }
        return new Nodes(all, products);
    }
}
