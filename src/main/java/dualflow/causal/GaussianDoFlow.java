package dualflow.causal;

import dualflow.closedform.SymmetricMatrix;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;

/**
 * The exact law of a do-flow that holds one component of the flow from N(0, I) to N(0, Sigma) from t0 on. With S_t = (1-t)^2 I + t^2 Sigma and
 * A = (t Sigma - (1-t) I) S_t^-1 (the paper, 4.1.1) both readings of the attribute are linear, a = g(t) . x, with
 *
 * <pre>
 *   g = e_k                       (the component of the state)
 *   g = t S_t^-1 Sigma e_k        (that of E[x1 | x_t])
 * </pre>
 *
 * <p>so the law at t = 1 is N(0, M M^T), where M' = (A - g (g' + A^T g)^T / |g|^2) M from M(t0) = S_t0^(1/2). The matrix equation is
 * solved to 1e-13 by steps of the eighth order. The law depends on Sigma alone: structures of equal Sigma have equal do-flows.
 */
public final class GaussianDoFlow {
    private static final double TOLERANCE = 1e-13;

    private final RealMatrix sigma;
    private final int k;
    private final DoFlow.Reading reading;

    /**
     * A do-flow.
     *
     * @param sigma Sigma, [d, d], positive definite
     * @param k the component that is held
     * @param reading in which reading
     */
    public GaussianDoFlow(double[][] sigma, int k, DoFlow.Reading reading) {
        this.sigma = new Array2DRowRealMatrix(sigma);
        this.k = k;
        this.reading = reading;
    }

    /**
     * The covariance of the end.
     *
     * @param t0 when the do-flow begins, at least 0 and below 1; above 0 in the second reading
     * @return M M^T, [d, d]
     * @throws IllegalArgumentException if t0 is outside its range
     */
    public double[][] covariance(double t0) {
        DoFlow.requireStart(reading, t0);
        int d = sigma.getRowDimension();
        RealMatrix start = new Array2DRowRealMatrix(SymmetricMatrix.sqrt(path(t0).getData()));
        double[] m = new double[d * d];
        for (int i = 0; i < d; i++) {
            System.arraycopy(start.getRow(i), 0, m, i * d, d);
        }
        new DormandPrince853Integrator(1e-12, 0.1, TOLERANCE, TOLERANCE).integrate(equations(d), t0, m, 1, m);
        double[][] rows = new double[d][d];
        for (int i = 0; i < d; i++) {
            System.arraycopy(m, i * d, rows[i], 0, d);
        }
        return LinearLaw.gram(rows);
    }

    private FirstOrderDifferentialEquations equations(int d) {
        return new FirstOrderDifferentialEquations() {
            @Override
            public int getDimension() {
                return d * d;
            }

            @Override
            public void computeDerivatives(double t, double[] m, double[] rate) {
                RealMatrix generator = generator(t);
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        double sum = 0;
                        for (int l = 0; l < d; l++) {
                            sum += generator.getEntry(i, l) * m[l * d + j];
                        }
                        rate[i * d + j] = sum;
                    }
                }
            }
        };
    }

    private RealMatrix path(double t) {
        RealMatrix path = sigma.scalarMultiply(t * t);
        for (int i = 0; i < path.getRowDimension(); i++) {
            path.addToEntry(i, i, (1 - t) * (1 - t));
        }
        return path;
    }

    /** A - g (g' + A^T g)^T / |g|^2 at a time. */
    private RealMatrix generator(double t) {
        int d = sigma.getRowDimension();
        DecompositionSolver inverse = new CholeskyDecomposition(path(t), 1e-12, 0).getSolver();
        RealMatrix drive = sigma.scalarMultiply(t);
        for (int i = 0; i < d; i++) {
            drive.addToEntry(i, i, t - 1);
        }
        RealMatrix drift = inverse.solve(drive); // S_t and Sigma commute, so A is symmetric
        RealMatrix gradient = new Array2DRowRealMatrix(d, 1);
        RealMatrix rate = new Array2DRowRealMatrix(d, 1);
        if (reading == DoFlow.Reading.STATE) {
            gradient.setEntry(k, 0, 1);
        } else {
            // g = t h with S h = Sigma e_k, and h' = -S^-1 S' h.
            RealMatrix h = inverse.solve(sigma.getColumnMatrix(k));
            RealMatrix moved = sigma.scalarMultiply(2 * t).multiply(h).subtract(h.scalarMultiply(2 * (1 - t)));
            gradient = h.scalarMultiply(t);
            rate = h.subtract(inverse.solve(moved).scalarMultiply(t));
        }
        double square = gradient.transpose().multiply(gradient).getEntry(0, 0);
        RealMatrix change = rate.add(drift.transpose().multiply(gradient));
        return drift.subtract(gradient.multiply(change.transpose()).scalarMultiply(1 / square));
    }
}
