package dualflow.digits;

/**
 * Expansion and reduction of images by a whole factor s, as in a Gaussian pyramid (Burt and Adelson, 1983), with cubic splines and a Gaussian of
 * standard deviation s/3: what scikit-image calls {@code pyramid_expand} and {@code pyramid_reduce} of order 3.
 */
final class Pyramid {
    private Pyramid() {}

    /**
     * An image enlarged: interpolated by cubic splines at the middles of the new pixels, (i + 1/2)/s - 1/2, kept in the range of the
     * image, then blurred.
     *
     * @shape [height, width] to [s height, s width], row-major
     * @param image the image
     * @param height its rows, 2 or more
     * @param width its columns, 2 or more
     * @param scale the factor s, 2 or more
     * @return a new image
     */
    static double[] expand(double[] image, int height, int width, int scale) {
        double least = image[0];
        double most = image[0];
        for (double value : image) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double[] c = coefficients(image, height, width);
        int wide = width * scale;
        double[] larger = new double[c.length * scale * scale];
        double[] weighted = new double[CubicSpline.TAPS * width];
        double[][] columnWeights = new double[wide][];
        int[][] columns = new int[wide][];
        for (int x = 0; x < wide; x++) {
            double at = middle(x, width, scale);
            columnWeights[x] = CubicSpline.weights(at);
            columns[x] = taps(at, width);
        }
        for (int y = 0; y < height * scale; y++) {
            double at = middle(y, height, scale);
            double[] rowWeights = CubicSpline.weights(at);
            int[] rows = taps(at, height);
            for (int a = 0; a < CubicSpline.TAPS; a++) {
                for (int x = 0; x < width; x++) {
                    weighted[a * width + x] = c[rows[a] * width + x] * rowWeights[a];
                }
            }
            for (int x = 0; x < wide; x++) {
                double sum = 0;
                for (int a = 0; a < CubicSpline.TAPS; a++) {
                    for (int b = 0; b < CubicSpline.TAPS; b++) {
                        sum += weighted[a * width + columns[x][b]] * columnWeights[x][b];
                    }
                }
                larger[y * wide + x] = Math.max(least, Math.min(most, sum));
            }
        }
        return new GaussianBlur(2 * scale / 6.0).apply(larger, height * scale, wide);
    }

    /** The coefficients of the two-dimensional spline: down the columns, then along the rows. */
    private static double[] coefficients(double[] image, int height, int width) {
        double[] c = new double[image.length];
        double[] column = new double[height];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                column[y] = image[y * width + x];
            }
            CubicSpline.filter(column);
            for (int y = 0; y < height; y++) {
                c[y * width + x] = column[y];
            }
        }
        double[] row = new double[width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(c, y * width, row, 0, width);
            CubicSpline.filter(row);
            System.arraycopy(row, 0, c, y * width, width);
        }
        return c;
    }

    /** Where the middle of pixel i of the enlarged line lies on the line; before its start, mirrored. */
    private static double middle(int i, int n, int scale) {
        return Math.abs((i + 0.5) * ((double) n / (n * scale)) - 0.5);
    }

    private static int[] taps(double at, int n) {
        int first = (int) Math.floor(at) - 1;
        int[] taps = new int[CubicSpline.TAPS];
        for (int a = 0; a < taps.length; a++) {
            taps[a] = CubicSpline.mirrored(first + a, n);
        }
        return taps;
    }

    /**
     * The reduction of a line to one s times shorter, as a matrix R: blurred, then interpolated by a cubic spline at the middles of the new
     * pixels. An image B is reduced to R B R^T.
     *
     * @shape [n, s n]
     * @param n the length of the shorter line, 2 or more
     * @param scale the factor s, 2 or more
     * @return the rows of R
     */
    static double[][] reduction(int n, int scale) {
        int longer = n * scale;
        double[][] matrix = new double[n][longer];
        GaussianBlur blur = new GaussianBlur(2 * scale / 6.0);
        for (int j = 0; j < longer; j++) {
            double[] unit = new double[longer];
            unit[j] = 1;
            double[] c = blur.apply(unit, 1, longer);
            CubicSpline.filter(c);
            for (int i = 0; i < n; i++) {
                double at = (i + 0.5) * scale - 0.5;
                double[] weights = CubicSpline.weights(at);
                int[] taps = taps(at, longer);
                for (int a = 0; a < taps.length; a++) {
                    matrix[i][j] += weights[a] * c[taps[a]];
                }
            }
        }
        return matrix;
    }
}
