package dualflow.digits;

/**
 * The moments of an image's brightness up to the second, x to the right and y downwards.
 *
 * @param mass the sum of the brightnesses
 * @param x the column of the centre of mass, in pixels from the middle of the first
 * @param y its row
 * @param covariance the mean of (x - mean)(y - mean), mu11
 * @param vertical the mean of (y - mean)^2, mu02; 0 where all mass is in one row
 */
record GreyMoments(double mass, double x, double y, double covariance, double vertical) {
    /**
     * The moments of an image that is not black.
     *
     * @shape [height, width], row-major
     * @param grey the brightnesses, whole numbers, so that the sums are exact
     * @param width the number of columns
     * @return the moments
     */
    static GreyMoments of(int[] grey, int width) {
        long mass = 0;
        long sumX = 0;
        long sumY = 0;
        long sumXy = 0;
        long sumYy = 0;
        for (int i = 0; i < grey.length; i++) {
            long value = grey[i];
            if (value != 0) {
                long x = i % width;
                long y = i / width;
                mass += value;
                sumX += x * value;
                sumY += y * value;
                sumXy += x * y * value;
                sumYy += y * y * value;
            }
        }
        double meanX = (double) sumX / mass;
        double meanY = (double) sumY / mass;
        return new GreyMoments(
                mass, meanX, meanY, (double) sumXy / mass - meanX * meanY, (double) sumYy / mass - meanY * meanY);
    }

    /**
     * The shear of the image, mu11/mu02: by how many columns its mass moves to the right for each row downwards.
     *
     * @return the tangent of minus the slant; NaN or infinite where all mass is in one row
     */
    double shear() {
        return covariance / vertical;
    }
}
