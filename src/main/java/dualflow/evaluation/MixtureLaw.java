package dualflow.evaluation;

import dualflow.closedform.Gaussian;
import dualflow.closedform.MixtureAtTime;
import dualflow.closedform.MixtureFlow;
import dualflow.random.Categorical;

/**
 * The law of the path from a Gaussian to a mixture.
 *
 * @param flow the flow
 */
public record MixtureLaw(MixtureFlow flow) implements PathLaw {
    @Override
    public int dimension() {
        return flow.source().dimension();
    }

    @Override
    public double logDensity(double t, double[] x) {
        return flow.at(t).logDensity(x);
    }

    @Override
    public double[] velocity(double t, double[] x) {
        return flow.velocity(t, x);
    }

    @Override
    public double[] source(double... normals) {
        return draw(flow.source(), normals, 0);
    }

    /**
     * {@inheritDoc}
     *
     * <p>By Matheron's rule: draws as if nothing were known, moved by what the state then lacks,
     *
     * <pre>
     *   r = S_k^-1 (x - (1-t) x0 - t x1),   x0 + (1-t) Sigma0 r,   x1 + t Sigma_k r
     * </pre>
     */
    @Override
    public Ends given(double t, double... x) {
        MixtureAtTime at = flow.at(t);
        double[] weights = at.responsibilities(x);
        return (uniform, normals) -> {
            int d = x.length;
            int k = Categorical.choose(weights, 0, weights.length, uniform);
            Gaussian component = flow.target().components().get(k);
            double[] x0 = draw(flow.source(), normals, 0);
            double[] x1 = draw(component, normals, d);
            double[] r = new double[d];
            for (int a = 0; a < d; a++) {
                r[a] = x[a] - (1 - t) * x0[a] - t * x1[a];
            }
            solve(factor(at.componentMarginal(k).covariance()), r);
            double[] ends = new double[2 * d];
            for (int a = 0; a < d; a++) {
                ends[a] = x0[a];
                ends[d + a] = x1[a];
                for (int b = 0; b < d; b++) {
                    ends[a] += (1 - t) * flow.source().covariance()[a][b] * r[b];
                    ends[d + a] += t * component.covariance()[a][b] * r[b];
                }
            }
            return ends;
        };
    }

    /** The mean and the lower factor times d of the normal numbers. */
    private static double[] draw(Gaussian law, double[] normals, int first) {
        double[][] root = factor(law.covariance());
        double[] x = law.mean();
        for (int a = 0; a < x.length; a++) {
            for (int b = 0; b <= a; b++) {
                x[a] += root[a][b] * normals[first + b];
            }
        }
        return x;
    }

    /** The lower L with L L^T = S. */
    private static double[][] factor(double[][] s) {
        double[][] l = new double[s.length][s.length];
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = s[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
            }
        }
        return l;
    }

    /** r becomes (L L^T)^-1 r. */
    private static void solve(double[][] l, double[] r) {
        for (int i = 0; i < r.length; i++) {
            for (int j = 0; j < i; j++) {
                r[i] -= l[i][j] * r[j];
            }
            r[i] /= l[i][i];
        }
        for (int i = r.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < r.length; j++) {
                r[i] -= l[j][i] * r[j];
            }
            r[i] /= l[i][i];
        }
    }
}
