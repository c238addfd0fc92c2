package dualflow.closedform;

/**
 * What the published code computes for Table 4 and Fig. 2: a {@link MixtureAtTime} with the matrices A_k(t) = t Sigma_k S_k^-1 in
 * place of (t Sigma_k - (1-t) Sigma0) S_k^-1. With the term -(1-t) Sigma0 missing, its "drift" is E[x1 | x_t] - mu0 and not the
 * velocity, and where Sigma0 = I the differences in its Table 4 are 1-t times the true ones. Kept to reproduce the published
 * numbers; errors are those of {@link MixtureAtTime}, and an S_k must not be singular, even at t = 1. Immutable.
 */
public final class PublishedMixture {

    private final MixtureAtTime exact;

    /**
     * The published formulas at one time.
     *
     * @param exact the flow at that time
     */
    public PublishedMixture(MixtureAtTime exact) {
        this.exact = exact;
    }

    /**
     * The published matrix of one component, t Sigma_k S_k^-1.
     *
     * @param k the component, counted from 0
     * @return the matrix, d x d
     */
    public double[][] driftMatrix(int k) {
        return Require.finite(
                "published matrix of component " + k,
                exact.time(),
                exact.component(k).targetRegression());
    }

    /**
     * The published drift, sum_k gamma_k (mu_k - mu0 + t Sigma_k S_k^-1 (x - m_k)) = E[x1 | x_t = x] - mu0.
     *
     * @param x the point, of length d
     * @return the drift, of length d
     */
    public double[] drift(double[] x) {
        double[] gamma = exact.responsibilities(x);
        double[] drift = new double[x.length];
        for (int k = 0; k < gamma.length; k++) {
            Matrices.addScaled(drift, gamma[k], componentDrift(k, x));
        }
        return Require.finite("published drift", exact.time(), drift);
    }

    /**
     * The published Jacobian, sum_k gamma_k t Sigma_k S_k^-1 + sum_k b_k (grad gamma_k)^T with the published b_k.
     *
     * @param x the point, of length d
     * @return the matrix, d x d
     */
    public double[][] jacobian(double[] x) {
        double[][] jacobian = responsibilityBlend(x);
        double[][] gradients = exact.responsibilityGradients(x);
        for (int k = 0; k < gradients.length; k++) {
            Matrices.addOuter(jacobian, componentDrift(k, x), gradients[k]);
        }
        return Require.finite("published Jacobian", exact.time(), jacobian);
    }

    /**
     * The published Jacobian under intervention, sum_k gamma_k t Sigma_k S_k^-1.
     *
     * @param x the point, of length d
     * @return the matrix, d x d
     */
    public double[][] responsibilityBlend(double[] x) {
        double[] gamma = exact.responsibilities(x);
        double[][] blend = new double[x.length][x.length];
        for (int k = 0; k < gamma.length; k++) {
            Matrices.addScaled(blend, gamma[k], driftMatrix(k));
        }
        return Require.finite("published blend", exact.time(), blend);
    }

    /**
     * The published matrix of the most probable component, the first of equals.
     *
     * @param x the point, of length d
     * @return t Sigma_K S_K^-1 with K = argmax_k gamma_k(x), d x d
     */
    public double[][] mostProbableDriftMatrix(double[] x) {
        return driftMatrix(MixtureAtTime.mostProbable(exact.responsibilities(x)));
    }

    /** mu_k - mu0 + t Sigma_k S_k^-1 (x - m_k). */
    private double[] componentDrift(int k, double[] x) {
        ComponentAtTime component = exact.component(k);
        double[] source = exact.flow().source().mean();
        return Matrices.subtract(component.conditionalMean(x, component.residual(x)), source);
    }
}
