package dualflow.autodiff;

import dualflow.tensor.Tensor;

/**
 * A value and the derivative at a point.
 *
 * @param primal f(x)
 * @param map Df(x)
 */
public record Linearized(Tensor primal, LinearMap map) {}
