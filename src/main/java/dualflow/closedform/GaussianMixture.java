package dualflow.closedform;

import java.util.List;

/**
 * A mixture of Gaussians, sum_k pi_k N(mu_k, Sigma_k). Weights are at least 0 and sum to one to within {@value #TOLERANCE}; they
 * are then divided by their sum. Components are counted from 0. Immutable.
 */
public final class GaussianMixture {

    /** How far from one the sum of the weights may be. */
    public static final double TOLERANCE = 1e-12;

    private final double[] weights;
    private final List<Gaussian> components;

    /**
     * The mixture of K components.
     *
     * @param weights pi, K numbers of at least 0 that sum to one
     * @param components K Gaussians of equal dimension, K at least 1
     * @throws InvalidArgumentException if there is no component, the lengths differ, the dimensions differ, or the weights
     *     are negative, not finite, or do not sum to one within {@value #TOLERANCE}
     */
    public GaussianMixture(double[] weights, List<Gaussian> components) {
        if (components.isEmpty()) {
            throw new InvalidArgumentException("The mixture has no components; give at least one.");
        }
        this.components = List.copyOf(components);
        this.weights = Require.vector("list of weights", weights, components.size());
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] < 0) {
                throw new InvalidArgumentException(
                        "The weight of component " + k + " is negative: " + weights[k] + ".");
            }
            sum += weights[k];
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new InvalidArgumentException("The weights sum to " + sum + ", not to 1; divide each by the sum.");
        }
        for (int k = 0; k < weights.length; k++) {
            this.weights[k] /= sum;
            if (components.get(k).dimension() != dimension()) {
                throw new InvalidArgumentException("Component " + k + " has "
                        + components.get(k).dimension() + " dimensions where component 0 has " + dimension() + ".");
            }
        }
    }

    /**
     * The number of components.
     *
     * @return K
     */
    public int size() {
        return components.size();
    }

    /**
     * The number of dimensions.
     *
     * @return d
     */
    public int dimension() {
        return components.get(0).dimension();
    }

    /**
     * The weights, summing to one.
     *
     * @return pi, a new array of length K
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * The components.
     *
     * @return K Gaussians
     */
    public List<Gaussian> components() {
        return components;
    }

    /**
     * The mean of the mixture, sum_k pi_k mu_k.
     *
     * @return the mean, of length d
     */
    public double[] mean() {
        double[] mean = new double[dimension()];
        for (int k = 0; k < size(); k++) {
            Matrices.addScaled(mean, weights[k], components.get(k).mean());
        }
        return mean; // finite: a convex combination of finite numbers
    }

    /**
     * The covariance of the mixture, sum_k pi_k (Sigma_k + (mu_k - mean)(mu_k - mean)^T).
     *
     * @return the covariance, d x d
     * @throws NumericalOverflowException if it is beyond the range of double
     */
    public double[][] covariance() {
        double[] mean = mean();
        double[][] covariance = new double[dimension()][dimension()];
        for (int k = 0; k < size(); k++) {
            double[] deviation = Matrices.subtract(components.get(k).mean(), mean);
            Matrices.addScaled(covariance, weights[k], components.get(k).covariance());
            Matrices.addOuter(covariance, Matrices.scale(weights[k], deviation), deviation);
        }
        return Require.finite("covariance of the mixture", covariance);
    }
}
