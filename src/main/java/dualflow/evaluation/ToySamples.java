package dualflow.evaluation;

import dualflow.random.Draws;
import dualflow.tensor.Shape;
import dualflow.train.Batches;
import dualflow.train.Dataset;

/**
 * Samples of a toy distribution to train on, and others, which no training sees, to judge by.
 *
 * @param data the distribution
 * @param seed the seed of the draws
 */
public record ToySamples(ToyData data, long seed) {
    /** No training takes as many samples. */
    private static final long HELD_OUT = 1L << 50;

    /**
     * A data set consisting of the first samples.
     *
     * @param count the number of samples
     * @return the data set, of samples [2]
     */
    public Dataset first(int count) {
        return Dataset.rows(data.samples(new Draws(seed), 0, count), 2);
    }

    /**
     * Batches of fresh samples in each step.
     *
     * @param batch the batch size
     * @return the batches, [batch, 2]
     */
    public Batches fresh(int batch) {
        return Batches.of(Shape.of(batch, 2), step -> data.samples(new Draws(seed), step * batch, batch));
    }

    /**
     * Samples that are not trained on.
     *
     * @param first the number of the first one, 0 or more
     * @param count the number of samples
     * @return [count, 2], row-major
     */
    public double[] heldOut(long first, int count) {
        return data.samples(new Draws(seed), HELD_OUT + first, count);
    }
}
