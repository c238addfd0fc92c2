package dualflow.semantics;

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
    static final double REACH = 9; // beyond which the normal density is below 1e-18

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
    static Nodes trapezoidal(double step) {
        int half = (int) (REACH / step);
        double[] points = new double[2 * half + 1];
        double[] weights = new double[points.length];
        for (int i = -half; i <= half; i++) {
            points[half + i] = step * i;
            weights[half + i] = step * StrictMath.exp(-0.5 * step * i * step * i) / StrictMath.sqrt(2 * Math.PI);
        }
        return new Nodes(points, weights);
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
