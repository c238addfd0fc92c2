package dualflow.train;

import dualflow.tensor.Shape;
import java.util.stream.IntStream;

/** The data of each step of a run. A batch depends on nothing but its step. */
public interface Batches {
    /**
     * The shape of every batch.
     *
     * @return [batch, ...], with the axes of a sample behind the first
     */
    Shape shape();

    /**
     * The batch of a step.
     *
     * @param step the step, from 0
     * @return its numbers in row-major order
     */
    double[] at(long step);

    /**
     * Batches of a data set, shuffled anew in each epoch. Two data sets with as many samples have the same order.
     *
     * @param data the samples
     * @param batch how many make a batch
     * @param seed the seed of the orders
     * @return the batches
     * @throws IllegalArgumentException if the samples do not fill one batch
     */
    static Batches of(Dataset data, int batch, long seed) {
        Shuffle shuffle = new Shuffle(seed, data.count(), batch);
        int size = data.shape().size();
        return new Batches() {
            @Override
            public Shape shape() {
                return Shape.of(batch).then(data.shape());
            }

            @Override
            public double[] at(long step) {
                double[] numbers = new double[batch * size];
                int[] samples = shuffle.batch(step);
                // By all processors, as images may have to be decoded.
                IntStream.range(0, batch).parallel().forEach(i -> data.copy(samples[i], numbers, i * size));
                return numbers;
            }
        };
    }
}
