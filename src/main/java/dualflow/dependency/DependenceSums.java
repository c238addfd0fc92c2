package dualflow.dependency;

import java.nio.BufferUnderflowException;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is summed over the samples of a run: over all directions, and over those that meet conditions. Its memory does not depend on the
 * number of samples, and {@link #state} holds it whole, so that a run that was broken off goes on with the same bits.
 */
public final class DependenceSums {
    private final Selection all;
    private final ConditionSweep sweep;

    /**
     * Empty sums.
     *
     * @param outputs m, the number of outputs
     * @param held outputs that directions hold; they have no correlation
     * @param conditioned the output to condition on; null for none
     * @param thresholds the thresholds, in units of the root mean square of what they bound
     * @param replicates replicates of the bootstrap; 0 for none
     * @param seed the seed of the bootstrap
     * @throws IllegalArgumentException if a threshold is not positive or there are too few replicates
     */
    public DependenceSums(
            int outputs, Set<Integer> held, Integer conditioned, List<Double> thresholds, int replicates, long seed) {
        all = new Selection(outputs, held, null, replicates, seed);
        sweep = conditioned == null
                ? null
                : new ConditionSweep(
                        conditioned,
                        thresholds,
                        condition -> new Selection(outputs, held, condition, replicates, seed));
    }

    /**
     * Adds the next samples.
     *
     * @param chunk the samples, in order
     * @throws NonFiniteDerivativeException if a tangent is not finite
     */
    public void add(JvpSamples chunk) {
        all.add(chunk);
        if (sweep != null) {
            sweep.add(chunk);
        }
    }

    /** Ends the sums: where there are fewer samples than set the units of thresholds, these set them. */
    public void finish() {
        if (sweep != null) {
            sweep.finish();
        }
    }

    /**
     * All directions.
     *
     * @return their sums
     */
    public Selection all() {
        return all;
    }

    /**
     * The conditions.
     *
     * @return the sweep over thresholds; empty without a condition
     */
    public Optional<ConditionSweep> sweep() {
        return Optional.ofNullable(sweep);
    }

    /**
     * The number of samples that were added.
     *
     * @return n
     */
    public long samples() {
        return all.moment().samples();
    }

    /**
     * Whether there are sums only, and no samples that still set the units of thresholds.
     *
     * @return true if {@link #state} holds everything
     */
    public boolean canBeSaved() {
        return sweep == null || sweep.isScaled();
    }

    /**
     * The sums as numbers.
     *
     * @return the state, for {@link #restore}
     * @throws IllegalStateException if it {@link #canBeSaved cannot be saved} yet
     */
    public double[] state() {
        if (!canBeSaved()) {
            throw new IllegalStateException("the first samples still set the units of thresholds");
        }
        DoubleBuffer buffer = DoubleBuffer.allocate(all.size() + (sweep == null ? 0 : sweep.size()));
        all.save(buffer);
        if (sweep != null) {
            sweep.save(buffer);
        }
        return buffer.array();
    }

    /**
     * Goes back to a state of sums that were made alike.
     *
     * @param state from {@link #state}
     * @throws IllegalArgumentException if it is of other sums
     */
    public void restore(double[] state) {
        DoubleBuffer buffer = DoubleBuffer.wrap(state);
        try {
            all.load(buffer);
            if (sweep != null) {
                sweep.load(buffer);
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the state has too few numbers, " + state.length, e);
        }
        if (buffer.hasRemaining()) {
            throw new IllegalArgumentException("the state has too many numbers, " + state.length);
        }
    }
}
