package dualflow.train;

import dualflow.random.Draws;
import java.util.Arrays;

/**
 * Batches without replacement: each epoch goes through the samples once, in its own order, and leaves out those that do not
 * fill a batch. The order is a function of seed and epoch (Fisher-Yates, by the draws of stream "shuffle" that follow
 * epoch * count), so the batch of a step needs none of the steps before it. Not thread-safe.
 */
public final class Shuffle {
    private final Draws draws;
    private final int count;
    private final int batch;
    private long epoch = -1;
    private int[] order;

    /**
     * Batches of some samples.
     *
     * @param seed the seed of all shuffles
     * @param count the number of samples
     * @param batch the number of samples in a batch
     * @throws IllegalArgumentException if the samples do not fill one batch
     */
    public Shuffle(long seed, int count, int batch) {
        if (batch < 1 || batch > count) {
            throw new IllegalArgumentException(
                    count + " samples do not fill a batch of " + batch + "; take batches of 1 to " + count);
        }
        this.draws = new Draws(seed);
        this.count = count;
        this.batch = batch;
    }

    /**
     * The number of steps in an epoch.
     *
     * @return the number of full batches
     */
    public int batchesPerEpoch() {
        return count / batch;
    }

    /**
     * The samples of a step.
     *
     * @param step the step, from 0
     * @return their indices
     */
    public int[] batch(long step) {
        long wanted = step / batchesPerEpoch();
        if (wanted != epoch) {
            order = order(wanted);
            epoch = wanted;
        }
        int first = (int) (step % batchesPerEpoch()) * batch;
        return Arrays.copyOfRange(order, first, first + batch);
    }

    private int[] order(long epoch) {
        double[] u = draws.uniforms(Draws.stream("shuffle"), epoch * count, count);
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        for (int i = count - 1; i > 0; i--) {
            int j = (int) (u[i] * (i + 1));
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
