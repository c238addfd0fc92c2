package dualflow.train;

import dualflow.random.Draws;
import dualflow.tensor.Shape;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** The data of each step of a run. A batch depends only on its step. */
public interface Batches {
    /**
     * The shape of every batch.
     *
     * @return [batch, ...], followed by the axes of a sample
     */
    Shape shape();

    /**
     * The batch of a step.
     *
     * @param step the step, from 0
     * @return its elements in row-major order
     */
    double[] at(long step);

    /**
     * Batches that are made for each step.
     *
     * @param shape the shape of every batch
     * @param at makes the batch of a step, in row-major order
     * @return the batches
     */
    static Batches of(Shape shape, LongFunction<double[]> at) {
        return new Batches() {
            @Override
            public Shape shape() {
                return shape;
            }

            @Override
            public double[] at(long step) {
                return at.apply(step);
            }
        };
    }

    /**
     * Batches of a data set, reshuffled in each epoch. Two data sets with equally many samples have the same order.
     *
     * @param data the samples
     * @param batch the number of samples in a batch
     * @param seed the seed of the shuffles
     * @return the batches
     * @throws IllegalArgumentException if the samples do not fill one batch
     */
    static Batches of(Dataset data, int batch, long seed) {
        Shuffle shuffle = new Shuffle(seed, data.count(), batch);
        int size = data.shape().size();
        return Batches.of(Shape.of(batch).then(data.shape()), step -> {
            double[] numbers = new double[batch * size];
            int[] samples = shuffle.batch(step);
            // On all processors, as images may have to be decoded.
            IntStream.range(0, batch).parallel().forEach(i -> data.copy(samples[i], numbers, i * size));
            return numbers;
        });
    }

    /**
     * Batches of images, {@linkplain Dequantisation#INTERVALS dequantised} anew in each step: sample i of step k takes the draws of the stream "dequantisation"
     * from index (k batch + i) d on, d the numbers of an image.
     *
     * @param images batches of brightnesses
     * @param seed the seed of the draws
     * @return the batches
     */
    static Batches dequantised(Batches images, long seed) {
        int size = images.shape().size();
        return Batches.of(images.shape(), step -> {
            double[] numbers = images.at(step);
            double[] u = new Draws(seed).uniforms(Draws.stream("dequantisation"), step * size, size);
            for (int i = 0; i < size; i++) {
                numbers[i] = Dequantisation.INTERVALS.of(numbers[i], u[i]);
            }
            return numbers;
        });
    }
}
