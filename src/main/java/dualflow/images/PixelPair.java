package dualflow.images;

import dualflow.dependency.Estimate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The statistics of two pixels, from derivatives of generated images and from images; undefined values are empty.
 *
 * @param a one pixel, by its index among those requested
 * @param b the other
 * @param uncentred Corr(D) of the derivatives
 * @param pearson Pearson's correlation of the derivatives
 * @param effectiveCount the equivalent number of independent Gaussian pairs
 * @param discretized the exact correlation of the discretised map, if it is linear
 * @param empirical Pearson's correlation in the images
 * @param generated Pearson's correlation in the generated images
 * @param secondMoment S(D)
 * @param covariance the fitted model's covariance, if there is a formula
 */
public record PixelPair(
        int a,
        int b,
        Optional<Estimate> uncentred,
        Optional<Estimate> pearson,
        OptionalDouble effectiveCount,
        OptionalDouble discretized,
        OptionalDouble empirical,
        Optional<Estimate> generated,
        Moments secondMoment,
        Optional<Moments> covariance) {

    /**
     * A symmetric 2 x 2 matrix for two pixels.
     *
     * @param first the diagonal entry of the first
     * @param both the off-diagonal entry
     * @param second the diagonal entry of the second
     */
    public record Moments(double first, double both, double second) {
        /** Whether neither pixel is constant. */
        boolean moves() {
            return first > 0 && second > 0;
        }

        /**
         * The off-diagonal entry divided by the square roots of the diagonal entries.
         *
         * @return the correlation; empty if a pixel is constant
         */
        public OptionalDouble correlation() {
            return moves() ? OptionalDouble.of(both / (Math.sqrt(first) * Math.sqrt(second))) : OptionalDouble.empty();
        }
    }
}
