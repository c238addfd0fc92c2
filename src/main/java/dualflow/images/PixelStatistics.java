package dualflow.images;

import dualflow.data.Images;
import java.util.OptionalDouble;

/**
 * Mean and covariance of a few elements of each image. Images are read one at a time, and sums are over differences from the first image,
 * so that an element has variance 0 if and only if it is constant over all images.
 */
public final class PixelStatistics {
    private final double[] mean;
    private final double[][] covariance;

    /**
     * The statistics of some images.
     *
     * @param images the images
     * @param pixels indices of elements of an image: row by row, with the channels of a pixel adjacent
     * @throws dualflow.data.BadFileException if an image cannot be read
     */
    public PixelStatistics(Images images, int... pixels) {
        int m = pixels.length;
        double[] first = images.image(0);
        double[] sums = new double[m];
        double[][] products = new double[m][m];
        for (int image = 0; image < images.count(); image++) {
            double[] x = images.image(image);
            for (int i = 0; i < m; i++) {
                double xi = x[pixels[i]] - first[pixels[i]];
                sums[i] += xi;
                for (int j = 0; j <= i; j++) {
                    products[i][j] += xi * (x[pixels[j]] - first[pixels[j]]);
                }
            }
        }
        mean = new double[m];
        covariance = new double[m][m];
        double n = images.count();
        for (int i = 0; i < m; i++) {
            mean[i] = first[pixels[i]] + sums[i] / n;
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = covariance[j][i] = products[i][j] / n - sums[i] / n * (sums[j] / n);
            }
        }
    }

    /**
     * The mean of one of the elements.
     *
     * @param i its index, in the order given
     * @return its mean
     */
    public double mean(int i) {
        return mean[i];
    }

    /**
     * Pearson's correlation of two of the elements.
     *
     * @param i its index, in the order given
     * @param j the index of the other
     * @return their correlation; empty if one of them is constant over all images
     */
    public OptionalDouble pearson(int i, int j) {
        return ImageStatistics.pearson(covariance, i, j);
    }
}
