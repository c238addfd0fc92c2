package dualflow.dependency;

/**
 * Mean and covariance of points, with their standard errors.
 *
 * @param mean the mean, [d]
 * @param meanError the standard error of each entry of the mean, [d]
 * @param covariance the covariance, divided by the number of points, [d, d]
 * @param covarianceError the standard error of each entry of the covariance, [d, d]
 */
public record SampleMoments(double[] mean, double[] meanError, double[][] covariance, double[][] covarianceError) {
    /**
     * The moments of points.
     *
     * @param points the points one after the other, [n, d] in row-major order
     * @param d the number of dimensions
     * @return their moments; with one point all are zero but the mean
     */
    public static SampleMoments of(double[] points, int d) {
        int n = points.length / d;
        double[] mean = new double[d];
        for (int i = 0; i < points.length; i++) {
            mean[i % d] += points[i] / n;
        }
        double[][] first = new double[d][d];
        double[][] second = new double[d][d];
        for (int point = 0; point < n; point++) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    double product = (points[point * d + i] - mean[i]) * (points[point * d + j] - mean[j]);
                    first[i][j] += product / n;
                    second[i][j] += product * product / n;
                }
            }
        }
        double[] meanError = new double[d];
        double[][] covarianceError = new double[d][d];
        for (int i = 0; i < d; i++) {
            meanError[i] = Math.sqrt(first[i][i] / n);
            for (int j = 0; j < d; j++) {
                covarianceError[i][j] = Math.sqrt(Math.max(0, second[i][j] - first[i][j] * first[i][j]) / n);
            }
        }
        return new SampleMoments(mean, meanError, first, covarianceError);
    }
}
