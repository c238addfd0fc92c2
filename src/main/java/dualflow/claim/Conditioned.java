package dualflow.claim;

import dualflow.closedform.GaussianDependence;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.SecondMoment;
import dualflow.dependency.Slab;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * Conditioning on a small JVP in a linear-Gaussian model f(u) = M u with u ~ N(0, I): the correlation of outputs 0 and 1 over all
 * directions, and over those that hardly change output 2.
 *
 * @param all over all directions
 * @param conditioned over those with |(M z)_2| less than a twentieth of its standard deviation
 * @param correlation the exact correlation
 * @param partial the exact partial correlation given output 2
 */
record Conditioned(double all, double conditioned, double correlation, double partial) {
    private static final int SAMPLES = 400_000;
    private static final double WIDTH = 0.05;

    /**
     * Four standard errors and the slab's width. The slab keeps 4 % of the directions, about 16,000, so a correlation's standard error
     * is at most 0.008. Inside it output 2 keeps WIDTH^2 / 3 of its variance; where it is the common cause of 2 C + u1 and 1.5 C + u2,
     * that leaves a covariance of 3 WIDTH^2 / 3, compared with variances of about 1, so 0.0025.
     */
    static final double TOLERANCE = 0.035;

    /** Measures a model, [3, latents]. */
    static Conditioned of(Setting setting, double[][] model) {
        double[][] covariance = LinearAlgebra.gram(model);
        Slab slab = new Slab(2, WIDTH * Math.sqrt(covariance[2][2]));
        Tensor weights = setting.matrix(LinearAlgebra.transpose(model));
        SecondMoment every = new SecondMoment(model.length);
        SecondMoment kept = new SecondMoment(model.length);
        new JvpEstimator(z -> Ops.matmul(z, weights), model[0].length, 61)
                .withLargestChunk(1 << 15)
                .run(setting.device(), setting.dtype(), 0, SAMPLES, chunk -> {
                    every.add(chunk);
                    kept.add(chunk, slab);
                });
        return new Conditioned(
                every.correlation().uncentred(0, 1).orElseThrow().value(),
                kept.correlation().uncentred(0, 1).orElseThrow().value(),
                GaussianDependence.correlation(covariance)[0][1],
                GaussianDependence.partialCorrelation(covariance)[0][1]);
    }

    /** How far the measured correlations are from the exact ones. */
    double error() {
        return Math.max(Math.abs(all - correlation), Math.abs(conditioned - partial));
    }
}
