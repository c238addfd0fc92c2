package dualflow.claim;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import java.util.List;

/** The distributions on which claims are checked. */
final class Examples {
    private Examples() {}

    /** Three overlapping components in the plane, with an anisotropic source of non-zero mean. */
    static MixtureFlow anisotropicMixture() {
        return new MixtureFlow(
                new Gaussian(new double[] {0.3, -0.2}, new double[][] {{1.5, 0.6}, {0.6, 0.8}}), components());
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
