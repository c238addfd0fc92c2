package dualflow.claim;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianFlow;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import java.util.List;

/** The distributions on which claims are checked. */
final class Examples {
    private Examples() {}

    /** The paper's 2-D Gaussian: rho = 0.55, unit variances, from N(0, I). */
    static GaussianFlow correlatedGaussian() {
        return new GaussianFlow(Gaussian.standard(2), new Gaussian(new double[2], new double[][] {{1, 0.55}, {0.55, 1}
        }));
    }

    /** From N(0, I) in three dimensions to a Gaussian whose principal axes are not the coordinate axes. */
    static GaussianFlow gaussian() {
        return new GaussianFlow(Gaussian.standard(3), new Gaussian(new double[3], new double[][] {
            {2, 0.6, -0.3}, {0.6, 1, 0.2}, {-0.3, 0.2, 0.5}
        }));
    }

    /** The same flow, its target a mixture of one component. */
    static MixtureFlow asMixture(GaussianFlow flow) {
        return new MixtureFlow(flow.source(), new GaussianMixture(new double[] {1}, List.of(flow.target())));
    }

    /** Two Gaussians whose covariances do not commute. */
    static GaussianFlow anisotropicGaussian() {
        return new GaussianFlow(
                new Gaussian(new double[] {0.5, -1}, new double[][] {{2, 0.5}, {0.5, 0.4}}),
                new Gaussian(new double[] {-0.2, 0.7}, new double[][] {{1, -0.8}, {-0.8, 3}}));
    }

    /** Three overlapping components in the plane, with an anisotropic source of non-zero mean. */
    static MixtureFlow anisotropicMixture() {
        return new MixtureFlow(
                new Gaussian(new double[] {0.3, -0.2}, new double[][] {{1.5, 0.6}, {0.6, 0.8}}), components());
    }

    /** The same components, with the source N(0, I). */
    static MixtureFlow standardMixture() {
        return new MixtureFlow(Gaussian.standard(2), components());
    }

    /** Components that share one covariance, with the source N(0, I). */
    static MixtureFlow sharedCovariance() {
        double[][] shared = {{0.6, 0.2}, {0.2, 0.9}};
        return new MixtureFlow(
                Gaussian.standard(2),
                new GaussianMixture(
                        new double[] {0.5, 0.3, 0.2},
                        List.of(
                                new Gaussian(new double[] {1.5, 0}, shared),
                                new Gaussian(new double[] {-1, 1.5}, shared),
                                new Gaussian(new double[] {0.5, -2}, shared))));
    }

    private static GaussianMixture components() {
        return new GaussianMixture(
                new double[] {0.5, 0.3, 0.2},
                List.of(
                        new Gaussian(new double[] {1.5, 0}, new double[][] {{0.5, 0.2}, {0.2, 0.9}}),
                        new Gaussian(new double[] {-1, 1.5}, new double[][] {{1.2, -0.4}, {-0.4, 0.6}}),
                        new Gaussian(new double[] {0.5, -2}, new double[][] {{0.3, 0}, {0, 1.4}})));
    }

    /** Points where the components of the mixtures overlap. */
    static double[][] points() {
        return new double[][] {{0.2, 0.1}, {-0.4, 0.8}, {0.9, -0.7}, {-1.1, -0.3}, {0.05, -1.2}};
    }
}
