package dualflow.path;

import dualflow.random.Categorical;
import dualflow.random.Draws;

/**
 * Exact draws of both ends of a path to a Gaussian mixture given its state, by Matheron's rule: for a component chosen by its responsibility, draw x0 ~ N(0, I)
 * and x1 ~ N(mu_k, Sigma_k) as if nothing were known, and move both by what the state then lacks,
 *
 * <pre>
 *   r = S_k^-1 (x - alpha x1 - sigma x0),   x0 + sigma r,   x1 + alpha Sigma_k r,   S_k = sigma^2 I + alpha^2 Sigma_k
 * </pre>
 *
 * <p>which has the conditional law, and holds alpha x1 + sigma x0 = x, at both ends of time as between.
 *
 * @param alpha alpha for each row
 * @param sigma sigma for each row
 * @param means mu_k, K times d numbers
 * @param covariances Sigma_k, K times d times d numbers
 * @param responsibilities gamma_k, K numbers for each row
 */
record MixturePosterior(
        double[] alpha, double[] sigma, double[] means, double[] covariances, double[] responsibilities) {
    /** Draws of the noise and of the data, count times rows times d numbers each. */
    record Ends(double[] x0, double[] x1) {}

    Ends draw(double[] x, int count, Draws draws, String name) {
        int rows = alpha.length;
        int d = x.length / rows;
        int components = means.length / d;
        int total = Math.multiplyExact(count, rows);
        double[] uniforms = draws.uniforms(Draws.stream(name + " component"), 0, total);
        double[] normals = draws.normals(Draws.stream(name + " ends"), 0, Math.multiplyExact(total, 2 * d));
        double[][][] roots = new double[components][][];
        for (int k = 0; k < components; k++) {
            roots[k] = factor(covariance(k, d));
        }
        Ends ends = new Ends(new double[total * d], new double[total * d]);
        double[][][][] factors = new double[rows][components][][];
        for (int j = 0; j < total; j++) {
            int i = j % rows;
            int k = Categorical.choose(responsibilities, i * components, components, uniforms[j]);
            if (factors[i][k] == null) {
                factors[i][k] = factor(stateCovariance(i, k, d));
            }
            end(i, k, j, x, normals, roots[k], factors[i][k], ends);
        }
        return ends;
    }

    private void end(int i, int k, int j, double[] x, double[] normals, double[][] root, double[][] factor, Ends ends) {
        int d = root.length;
        double[] r = new double[d];
        for (int a = 0; a < d; a++) {
            double x0 = normals[2 * d * j + a];
            double x1 = means[k * d + a];
            for (int b = 0; b <= a; b++) {
                x1 += root[a][b] * normals[2 * d * j + d + b];
            }
            ends.x0[j * d + a] = x0;
            ends.x1[j * d + a] = x1;
            r[a] = x[i * d + a] - alpha[i] * x1 - sigma[i] * x0;
        }
        solve(factor, r);
        for (int a = 0; a < d; a++) {
            double step = 0;
            for (int b = 0; b < d; b++) {
                step += covariances[(k * d + a) * d + b] * r[b];
            }
            ends.x0[j * d + a] += sigma[i] * r[a];
            ends.x1[j * d + a] += alpha[i] * step;
        }
    }

    private double[][] covariance(int k, int d) {
        double[][] matrix = new double[d][d];
        for (int a = 0; a < d; a++) {
            System.arraycopy(covariances, (k * d + a) * d, matrix[a], 0, d);
        }
        return matrix;
    }

    private double[][] stateCovariance(int i, int k, int d) {
        double[][] s = covariance(k, d);
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                s[a][b] = alpha[i] * alpha[i] * s[a][b] + (a == b ? sigma[i] * sigma[i] : 0);
            }
        }
        return s;
    }

    /** The lower L with L L^T = S; a column of zeros where S has no variance left, to rounding, in that direction. */
    private static double[][] factor(double[][] s) {
        int d = s.length;
        double[][] l = new double[d][d];
        for (int j = 0; j < d; j++) {
            double pivot = s[j][j];
            for (int k = 0; k < j; k++) {
                pivot -= l[j][k] * l[j][k];
            }
            if (pivot > 4 * d * Math.ulp(s[j][j])) {
                l[j][j] = Math.sqrt(pivot);
                for (int i = j + 1; i < d; i++) {
                    double sum = s[i][j];
                    for (int k = 0; k < j; k++) {
                        sum -= l[i][k] * l[j][k];
                    }
                    l[i][j] = sum / l[j][j];
                }
            }
        }
        return l;
    }

    /** Replaces r by (L L^T)^-1 r. */
    private static void solve(double[][] l, double[] r) {
        for (int i = 0; i < r.length; i++) {
            for (int k = 0; k < i; k++) {
                r[i] -= l[i][k] * r[k];
            }
            r[i] /= l[i][i];
        }
        for (int i = r.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < r.length; k++) {
                r[i] -= l[k][i] * r[k];
            }
            r[i] /= l[i][i];
        }
    }
}
