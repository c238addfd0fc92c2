package dualflow.autodiff;

import dualflow.tensor.Tensor;

/**
 * A value and its derivative along a direction.
 *
 * @param primal f(x)
 * @param tangent Df(x) v, of the primal's shape; where there are K directions, [K, ...] before it
 */
public record Dual(Tensor primal, Tensor tangent) {}
