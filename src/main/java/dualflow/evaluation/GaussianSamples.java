package dualflow.evaluation;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianFlow;
import dualflow.random.Draws;
import dualflow.tensor.Shape;
import dualflow.train.Batches;
import dualflow.train.Dataset;

/**
 * Samples of two standard normal numbers with a correlation, or of one such number: sample i consists of draws d i, ..., d i + d - 1 of the
 * stream "data".
 *
 * @param dimension 1 or 2
 * @param correlation the correlation of the two, between -1 and 1; ignored for one
 * @param seed the seed of the draws
 */
public record GaussianSamples(int dimension, double correlation, long seed) {
    /** The published correlation of the two numbers. */
    public static final double PUBLISHED_CORRELATION = 0.55;

    /**
     * Checks the components.
     *
     * @param dimension 1 or 2
     * @param correlation the correlation of the two, between -1 and 1; ignored for one
     * @param seed the seed of the draws
     * @throws IllegalArgumentException if dimension or correlation is out of range
     */
    public GaussianSamples {
        if (dimension != 1 && dimension != 2) {
            throw new IllegalArgumentException("a sample has 1 or 2 numbers, got " + dimension);
        }
        if (!(Math.abs(correlation) < 1)) {
            throw new IllegalArgumentException("a correlation lies between -1 and 1, got " + correlation);
        }
    }

    /**
     * The flow from N(0, I) to the distribution of the samples, in closed form.
     *
     * @return the flow
     */
    public GaussianFlow flow() {
        double[][] covariance =
                dimension == 1 ? new double[][] {{1}} : new double[][] {{1, correlation}, {correlation, 1}};
        return new GaussianFlow(Gaussian.standard(dimension), new Gaussian(new double[dimension], covariance));
    }

    /**
     * A data set consisting of the first samples.
     *
     * @param count the number of samples
     * @return the data set
     */
    public Dataset first(int count) {
        return Dataset.rows(draw(0, count), dimension);
    }

    /**
     * Batches of fresh samples in each step.
     *
     * @param batch the batch size
     * @return the batches
     */
    public Batches fresh(int batch) {
        return Batches.of(Shape.of(batch, dimension), step -> draw(step * batch, batch));
    }

    /**
     * A range of samples.
     *
     * @param first the index of the first
     * @param count the number of samples
     * @return their elements, sample by sample
     */
    public double[] draw(long first, int count) {
        double[] numbers = new Draws(seed).normals(Draws.stream("data"), first * dimension, count * dimension);
        for (int i = 0; dimension == 2 && i < count; i++) {
            numbers[2 * i + 1] =
                    correlation * numbers[2 * i] + Math.sqrt(1 - correlation * correlation) * numbers[2 * i + 1];
        }
        return numbers;
    }
}
