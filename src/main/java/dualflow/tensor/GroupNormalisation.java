package dualflow.tensor;

/**
 * Group normalisation that one launch runs, y = (x - m) / sqrt(v + epsilon) w + b or silu of it, with m and v the mean and the variance
 * of each group of each sample, and its derivative along some directions of x: what the ops would give one after the other, to the bit.
 * The samples stand one behind the other, and so do the directions and the derivatives.
 *
 * @param samples how many there are
 * @param positions positions of a sample
 * @param channels numbers of a position
 * @param groups groups of consecutive channels
 * @param epsilon what is added to the variance
 * @param silu whether y is silu of it
 * @param directions along how many directions, 0 for none
 */
public record GroupNormalisation(
        int samples, int positions, int channels, int groups, double epsilon, boolean silu, int directions) {}
