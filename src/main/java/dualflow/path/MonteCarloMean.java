package dualflow.path;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * The mean of independent draws and its standard error, the root of their variance (over M - 1) by M.
 *
 * @param mean the mean
 * @param standardError its standard error, of the same shape
 */
public record MonteCarloMean(Tensor mean, Tensor standardError) {
    /**
     * The mean over the first axis.
     *
     * @param draws M draws, [M, ...], M at least 2
     * @return their mean and its standard error, [...]
     * @throws IllegalArgumentException if there are fewer than two draws
     */
    public static MonteCarloMean of(Tensor draws) {
        int m = draws.shape().dim(-draws.shape().rank());
        if (m < 2) {
            throw new IllegalArgumentException("a standard error needs at least 2 draws, got " + m);
        }
        Shape one = draws.shape().trailing(draws.shape().rank() - 1);
        Tensor mean = Ops.scale(Ops.sumTo(draws, one.withFirst(1)), 1.0 / m);
        Tensor off = Ops.subtract(draws, mean);
        Tensor squares = Ops.sumTo(Ops.multiply(off, off), one.withFirst(1));
        Tensor error = Ops.sqrt(Ops.scale(squares, 1.0 / m / (m - 1)));
        return new MonteCarloMean(Ops.reshape(mean, one), Ops.reshape(error, one));
    }
}
