package dualflow.evaluation;

import dualflow.random.Categorical;
import java.util.List;

/**
 * The ends of a path to a toy distribution, x0 ~ N(0, I) and the data x1, where x_t = alpha x1 + sigma x0 is known. The distributions are
 * mixtures of N(m, s^2 I), those of {@link ToyDensity}, and so is the law of the ends: with the responsibilities of x_t, one of normal laws.
 */
public final class ToyPosterior {
    /** Terms of less than e^-40 of the greatest are below rounding. */
    private static final double NEGLIGIBLE = -40;

    /** Of each curve. At the ends of curves the midpoint rule then errs by 1e-4 of the density, and elsewhere by far less. */
    private static final int NODES = 2000;

    private final double variance;
    private final double[] x;
    private final double[] y;
    private final double[] logWeights;

    private ToyPosterior(double variance, double[] x, double[] y, double[] logWeights) {
        this.variance = variance;
        this.x = x;
        this.y = y;
        this.logWeights = logWeights;
    }

    /**
     * Whether a distribution is such a mixture.
     *
     * @param data the distribution
     * @return true of all but the checkerboard
     */
    public static boolean isOf(ToyData data) {
        return data != ToyData.CHECKERBOARD;
    }

    /**
     * The ends of paths to a distribution.
     *
     * @param data the distribution
     * @return their law
     * @throws IllegalArgumentException for the checkerboard
     */
    public static ToyPosterior of(ToyData data) {
        if (!isOf(data)) {
            throw new IllegalArgumentException("the checkerboard is no mixture of normal distributions");
        }
        List<ToyDensity.Node> nodes = ToyDensity.nodes(data, NODES);
        return new ToyPosterior(
                data.deviation() * data.deviation(),
                nodes.stream().mapToDouble(ToyDensity.Node::x).toArray(),
                nodes.stream().mapToDouble(ToyDensity.Node::y).toArray(),
                nodes.stream().mapToDouble(ToyDensity.Node::logWeight).toArray());
    }

    /**
     * The ends at one state.
     *
     * @param alpha the factor of the data
     * @param sigma the factor of the noise; not 0 where alpha is
     * @param state x_t, [2]
     * @return their law
     */
    public Ends given(double alpha, double sigma, double... state) {
        double total = alpha * alpha * variance + sigma * sigma;
        double[] weights = new double[x.length];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < x.length; k++) {
            double dx = state[0] - alpha * x[k];
            double dy = state[1] - alpha * y[k];
            weights[k] = logWeights[k] - (dx * dx + dy * dy) / (2 * total);
            greatest = Math.max(greatest, weights[k]);
        }
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int k = 0; k < x.length; k++) {
            double below = weights[k] - greatest;
            weights[k] = below < NEGLIGIBLE ? 0 : StrictMath.exp(below);
            sum += weights[k];
            sumX += weights[k] * x[k];
            sumY += weights[k] * y[k];
        }
        double logDensity = greatest + StrictMath.log(sum / (x.length * 2 * Math.PI * total));
        return new Ends(alpha, sigma, state.clone(), weights, new double[] {sumX / sum, sumY / sum}, logDensity);
    }

    /** The law of both ends where the state is known. */
    public final class Ends {
        private final double alpha;
        private final double sigma;
        private final double[] state;
        private final double[] weights; // of the nodes, up to a common factor
        private final double[] nodeMean;
        private final double logDensity;

        private Ends(
                double alpha, double sigma, double[] state, double[] weights, double[] nodeMean, double logDensity) {
            this.alpha = alpha;
            this.sigma = sigma;
            this.state = state;
            this.weights = weights;
            this.nodeMean = nodeMean;
            this.logDensity = logDensity;
        }

        /**
         * The density of the state.
         *
         * @return log p_t(x)
         */
        public double logDensity() {
            return logDensity;
        }

        /**
         * The mean of the data.
         *
         * @equation E[x1 | x_t = x] = sum_k gamma_k (m_k + alpha s^2 (x - alpha m_k) / (alpha^2 s^2 + sigma^2))
         * @return the mean, [2]
         */
        public double[] dataMean() {
            double pull = alpha * variance / (alpha * alpha * variance + sigma * sigma);
            return new double[] {
                nodeMean[0] + pull * (state[0] - alpha * nodeMean[0]),
                nodeMean[1] + pull * (state[1] - alpha * nodeMean[1])
            };
        }

        /**
         * The mean of the noise.
         *
         * @equation E[x0 | x_t = x] = sum_k gamma_k sigma (x - alpha m_k) / (alpha^2 s^2 + sigma^2)
         * @return the mean, [2]
         */
        public double[] noiseMean() {
            double pull = sigma / (alpha * alpha * variance + sigma * sigma);
            return new double[] {pull * (state[0] - alpha * nodeMean[0]), pull * (state[1] - alpha * nodeMean[1])};
        }

        /**
         * One draw of both ends, by Matheron's rule: draws as if nothing were known, moved by what the state then lacks.
         *
         * @param uniform from 0 to 1, which chooses the component
         * @param normals four normal numbers
         * @return x0 and x1, with alpha x1 + sigma x0 = x, [4]
         */
        public double[] draw(double uniform, double... normals) {
            int k = Categorical.choose(weights, 0, weights.length, uniform);
            double[] means = {x[k], y[k]};
            double[] ends = new double[4];
            for (int a = 0; a < 2; a++) {
                double x0 = normals[a];
                double x1 = means[a] + Math.sqrt(variance) * normals[2 + a];
                double lacking = (state[a] - alpha * x1 - sigma * x0) / (alpha * alpha * variance + sigma * sigma);
                ends[a] = x0 + sigma * lacking;
                ends[2 + a] = x1 + alpha * variance * lacking;
            }
            return ends;
        }
    }
}
