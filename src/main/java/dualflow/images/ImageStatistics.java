package dualflow.images;

import dualflow.data.IdxImages;
import java.util.OptionalDouble;

/**
 * Mean and covariance of images, with pixels in [0, 1]. The sums are over integers 0 .. 255, so they are exact: a pixel has variance 0 if
 * and only if it is constant over all images.
 */
public final class ImageStatistics {
    private static final double WHITE = 255;

    private final int count;
    private final double[] mean;
    private final double[][] covariance;

    /**
     * The statistics of some images.
     *
     * @param images the images, at least one
     */
    public ImageStatistics(IdxImages images) {
        int d = images.height() * images.width();
        count = images.count();
        long[] sums = new long[d];
        long[][] products = new long[d][d];
        int[] inked = new int[d];
        for (int image = 0; image < count; image++) {
            int ink = 0;
            for (int i = 0; i < d; i++) {
                if (images.pixels()[image * d + i] != 0) {
                    inked[ink++] = i; // most pixels of a digit are 0 and contribute nothing
                }
            }
            for (int p = 0; p < ink; p++) {
                int i = inked[p];
                int value = images.pixels()[image * d + i] & 0xFF;
                sums[i] += value;
                for (int q = 0; q <= p; q++) {
                    products[i][inked[q]] += (long) value * (images.pixels()[image * d + inked[q]] & 0xFF);
                }
            }
        }
        mean = new double[d];
        covariance = new double[d][d];
        for (int i = 0; i < d; i++) {
            mean[i] = sums[i] / (WHITE * count);
            for (int j = 0; j <= i; j++) {
                long scaled = Math.subtractExact(
                        Math.multiplyExact(count, products[i][j]), Math.multiplyExact(sums[i], sums[j]));
                covariance[i][j] = covariance[j][i] = scaled / (WHITE * count) / (WHITE * count);
            }
        }
    }

    /**
     * The number of images.
     *
     * @return n
     */
    public int count() {
        return count;
    }

    /**
     * The mean image.
     *
     * @return [d]; not to be modified
     */
    public double[] mean() {
        return mean;
    }

    /**
     * The covariance, normalised by n.
     *
     * @return [d][d]; not to be modified
     */
    public double[][] covariance() {
        return covariance;
    }

    /**
     * Pearson's correlation of two pixels.
     *
     * @param a index of a pixel
     * @param b index of a pixel
     * @return their correlation; empty if one of them is constant over all images
     */
    public OptionalDouble pearson(int a, int b) {
        return pearson(covariance, a, b);
    }

    static OptionalDouble pearson(double[][] covariance, int a, int b) {
        double scale = Math.sqrt(covariance[a][a]) * Math.sqrt(covariance[b][b]);
        return scale > 0 ? OptionalDouble.of(covariance[a][b] / scale) : OptionalDouble.empty();
    }
}
