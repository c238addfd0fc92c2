package dualflow.rounding;

import dualflow.tensor.Tensor;

/**
 * A value and its magnitude: the value's rounding error is about the magnitude times one unit in the last place of 1.
 *
 * @param value the result, with the bits that the program gives without a magnitude
 * @param magnitude of each element, of the value's shape; at least 0
 */
public record Measured(Tensor value, Tensor magnitude) {}
