package dualflow.images;

import dualflow.dependency.Estimate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What there is to know of two pixels, out of derivatives of the images that a flow makes, and out of images; what is undefined is empty.
 *
 * @param a one pixel, by its place among those that were asked for
 * @param b the other
 * @param uncentred Corr(D) of the derivatives
 * @param pearson Pearson's correlation of the derivatives
 * @param effectiveCount how many independent Gaussian pairs the estimate is worth
 * @param discretized the exact correlation of the discretised map, where it is linear
 * @param empirical Pearson's correlation in the images
 * @param generated Pearson's correlation in the images that the flow made
 * @param secondMoment S(D)
 * @param covariance the fitted model's covariance, where a formula gives it
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
     * A symmetric matrix of two pixels.
     *
     * @param first the entry of the first
     * @param both the entry of both
     * @param second the entry of the second
     */
    public record Moments(double first, double both, double second) {
        /** Whether neither pixel is always the same. */
        boolean moves() {
            return first > 0 && second > 0;
        }

        /**
         * The entry of both over the roots of the others.
         *
         * @return the correlation; empty if a pixel is always the same
         */
        public OptionalDouble correlation() {
            return moves() ? OptionalDouble.of(both / (Math.sqrt(first) * Math.sqrt(second))) : OptionalDouble.empty();
        }
    }
}
