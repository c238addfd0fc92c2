package dualflow.digits;

import java.util.Arrays;

/**
 * Convolution of an image with a Gaussian that is cut off at four standard deviations; beyond its edge the image goes on as its mirror image, the
 * edge repeated: b a | a b c | c b. The sums are in the order of SciPy's {@code ndimage}, so that results are its to the bit.
 */
final class GaussianBlur {
    private static final double TRUNCATE = 4;

    /** Weights at distances 0, 1, ... */
    private final double[] weights;

    /**
     * A blur.
     *
     * @param sigma the standard deviation in pixels, positive
     */
    GaussianBlur(double sigma) {
        int radius = (int) (TRUNCATE * sigma + 0.5);
        double[] all = new double[2 * radius + 1];
        for (int i = -radius; i <= radius; i++) {
            all[radius + i] = StrictMath.exp(-0.5 / (sigma * sigma) * (i * i));
        }
        double sum = pairwiseSum(all);
        weights = new double[radius + 1];
        for (int i = 0; i <= radius; i++) {
            weights[i] = all[radius + i] / sum;
        }
    }

    /** The sum in the order of NumPy: eight partial sums, added in pairs, then the rest. */
    private static double pairwiseSum(double[] x) {
        int whole = x.length / 8 * 8;
        double[] part = new double[8];
        for (int i = 0; i < whole; i++) {
            part[i % 8] += x[i];
        }
        double sum = ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
        for (int i = whole; i < x.length; i++) {
            sum += x[i];
        }
        return sum;
    }

    /**
     * Blurs an image, down its columns and then along its rows.
     *
     * @shape [height, width], row-major
     * @param image the image
     * @param height its rows
     * @param width its columns
     * @return a new image
     */
    double[] apply(double[] image, int height, int width) {
        double[] down = new double[image.length];
        double[] row = new double[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                row[x] = image[y * width + x] * weights[0];
            }
            for (int j = weights.length - 1; j > 0; j--) {
                int above = reflected(y - j, height) * width;
                int below = reflected(y + j, height) * width;
                double weight = weights[j];
                for (int x = 0; x < width; x++) {
                    row[x] += (image[above + x] + image[below + x]) * weight;
                }
            }
            System.arraycopy(row, 0, down, y * width, width);
        }
        double[] result = new double[image.length];
        double[] extended = new double[width + 2 * (weights.length - 1)];
        for (int y = 0; y < height; y++) {
            blurRow(Arrays.copyOfRange(down, y * width, (y + 1) * width), extended, row);
            System.arraycopy(row, 0, result, y * width, width);
        }
        return result;
    }

    private void blurRow(double[] line, double[] extended, double[] result) {
        int radius = weights.length - 1;
        int n = line.length;
        for (int i = 0; i < extended.length; i++) {
            extended[i] = line[reflected(i - radius, n)];
        }
        for (int x = 0; x < n; x++) {
            result[x] = line[x] * weights[0];
        }
        for (int j = radius; j > 0; j--) {
            double weight = weights[j];
            for (int x = 0; x < n; x++) {
                result[x] += (extended[x + radius - j] + extended[x + radius + j]) * weight;
            }
        }
    }

    private static int reflected(int i, int n) {
        int inside = Math.floorMod(i, 2 * n);
        return inside < n ? inside : 2 * n - 1 - inside;
    }
}
