package dualflow.images;

import dualflow.data.IdxImages;

/**
 * A non-singular covariance estimate: Ledoit and Wolf's shrinkage of the sample covariance S towards a multiple of the identity ("A
 * well-conditioned estimator for large-dimensional covariance matrices", J. Multivariate Analysis 88, 2004). With mu = tr S / d, delta^2 =
 * |S - mu I|^2 / d and beta^2 = min(delta^2, sum_k |x_k x_k^T - S|^2 / (n^2 d)), in Frobenius norms and for centred x_k,
 *
 * <p>intensity = beta^2 / delta^2, Sigma = (1 - intensity) S + intensity mu I.
 *
 * @param intensity how far S is moved, from 0 to 1
 * @param level mu, the mean variance of a pixel
 * @param covariance Sigma, [d][d]; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // a matrix on its way to a device; never compared
public record Shrinkage(double intensity, double level, double[][] covariance) {
    /**
     * Shrinks the covariance of some images.
     *
     * @param images the images
     * @param statistics their statistics
     * @return the estimate; zero for images without any variance
     */
    public static Shrinkage of(IdxImages images, ImageStatistics statistics) {
        double[][] s = statistics.covariance();
        int d = s.length;
        double trace = 0;
        double square = 0;
        for (int i = 0; i < d; i++) {
            trace += s[i][i];
            for (int j = 0; j < d; j++) {
                square += s[i][j] * s[i][j];
            }
        }
        double level = trace / d;
        // sum_k |x_k x_k^T - S|^2 = sum_k |x_k|^4 - n |S|^2, as sum_k x_k^T S x_k = n |S|^2.
        double fourth = 0;
        for (int image = 0; image < images.count(); image++) {
            double[] x = images.image(image);
            double norm = 0;
            for (int i = 0; i < d; i++) {
                double centred = x[i] - statistics.mean()[i];
                norm += centred * centred;
            }
            fourth += norm * norm;
        }
        double n = images.count();
        double delta = square - d * level * level;
        double beta = Math.max(0, fourth - n * square) / (n * n);
        double intensity = delta > 0 ? Math.min(1, beta / delta) : 1;
        double[][] shrunk = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                shrunk[i][j] = (1 - intensity) * s[i][j] + (i == j ? intensity * level : 0);
            }
        }
        return new Shrinkage(intensity, level, shrunk);
    }
}
