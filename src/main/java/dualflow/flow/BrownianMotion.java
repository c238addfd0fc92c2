package dualflow.flow;

import dualflow.random.Draws;
import dualflow.tensor.Tensor;

/**
 * Increments of Brownian motion over the steps of a grid. The generator is counter-based: sample i moves along the same path whatever other samples
 * are solved beside it, and a coarser grid takes the sums of the finer one's increments, so that it follows the same path. Immutable.
 */
public final class BrownianMotion {
    private final Draws draws;
    private final String name;
    private final long firstSample;
    private final TimeGrid finest;
    private final int together;

    private BrownianMotion(Draws draws, String name, long firstSample, TimeGrid finest, int together) {
        this.draws = draws;
        this.name = name;
        this.firstSample = firstSample;
        this.finest = finest;
        this.together = together;
    }

    /**
     * Independent motions of the numbers of a state.
     *
     * @param draws the seed
     * @param name what the motion is for; motions of different names are independent
     * @param firstSample the number of the state's first sample, 0 or more
     * @param grid the times
     * @return the motion
     */
    public static BrownianMotion of(Draws draws, String name, long firstSample, TimeGrid grid) {
        return new BrownianMotion(draws, name, firstSample, grid, 1);
    }

    /**
     * The same motion seen at fewer times.
     *
     * @param steps how many steps become one; must divide the number of steps
     * @return the motion
     * @throws IllegalArgumentException if it does not
     */
    public BrownianMotion everySteps(int steps) {
        if (steps < 1 || finest.steps() % (together * steps) != 0) {
            throw new IllegalArgumentException(
                    finest.steps() / together + " steps cannot be taken " + steps + " at a time");
        }
        return new BrownianMotion(draws, name, firstSample, finest, together * steps);
    }

    /**
     * The times.
     *
     * @return the grid
     */
    public TimeGrid grid() {
        double[] times = new double[finest.steps() / together + 1];
        for (int i = 0; i < times.length; i++) {
            times[i] = finest.time(i * together);
        }
        return TimeGrid.of(times);
    }

    /** The motion during a step of the grid, of variance |h|, in the shape of a state [..., n, d]. */
    Tensor increment(int step, Tensor x) {
        int size = x.shape().size();
        int perSample = x.shape().rank() == 0 ? 1 : x.shape().dim(-1);
        double[] sum = new double[size];
        for (int i = step * together; i < (step + 1) * together; i++) {
            double deviation = Math.sqrt(Math.abs(finest.time(i + 1) - finest.time(i)));
            double[] normals = draws.normals(Draws.stream(name + " " + i), firstSample * perSample, size);
            for (int j = 0; j < size; j++) {
                sum[j] = Math.fma(deviation, normals[j], sum[j]);
            }
        }
        return x.device().tensor(x.dtype(), x.shape(), sum);
    }
}
