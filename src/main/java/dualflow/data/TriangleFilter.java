package dualflow.data;

/**
 * Antialiased bilinear interpolation of rows: a new sample, whose centre lies at c in the old row, is the mean of the old ones weighted by
 * the triangle max(0, 1 - |x - c| / s) at their centres x, where s is the old length divided by the new one, but at least 1. Weights are
 * multiples of 2^-22 and results are rounded to bytes, as in Pillow's {@code Image.resize(..., BILINEAR)}.
 */
final class TriangleFilter {
    private static final int PRECISION = 22;

    private final int[] first;
    private final int[][] weights;

    /** From rows of a length to count samples, from the one at begin on, of rows of another length. */
    TriangleFilter(int length, long newLength, long begin, int count) {
        first = new int[count];
        weights = new int[count][];
        double scale = (double) length / newLength;
        double support = Math.max(scale, 1);
        for (int i = 0; i < count; i++) {
            double centre = (begin + i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(length, (int) (centre + support + 0.5));
            weights[i] = fixed(triangle(first[i], end, centre, support));
        }
    }

    private static double[] triangle(int begin, int end, double centre, double support) {
        double[] weights = new double[end - begin];
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            weights[j] = Math.max(0, 1 - Math.abs((begin + j - centre + 0.5) * (1 / support)));
            sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= sum;
        }
        return weights;
    }

    private static int[] fixed(double[] weights) {
        int[] fixed = new int[weights.length];
        for (int j = 0; j < fixed.length; j++) {
            fixed[j] = (int) (0.5 + weights[j] * (1 << PRECISION));
        }
        return fixed;
    }

    /** The image with each row filtered. */
    ByteImage alongRows(ByteImage image) {
        int channels = image.channels();
        byte[] samples = new byte[Math.multiplyExact(image.height() * channels, first.length)];
        int at = 0;
        for (int row = 0; row < image.height(); row++) {
            for (int column = 0; column < first.length; column++) {
                for (int channel = 0; channel < channels; channel++) {
                    int sum = 1 << (PRECISION - 1);
                    for (int j = 0; j < weights[column].length; j++) {
                        sum += weights[column][j] * image.sample(row, first[column] + j, channel);
                    }
                    samples[at++] = (byte) Math.min(255, sum >> PRECISION);
                }
            }
        }
        return new ByteImage(image.height(), first.length, channels, samples);
    }
}
