package dualflow.semantics;

import dualflow.tensor.Shape;

/**
 * Both sides of a relation in each draw.
 *
 * @param shape of either side
 * @param left the elements of the left side, row-major, for each draw
 * @param right those of the right side
 * @param magnitude for each draw the largest magnitude of an entry of either side, as {@code rounding} defines it; empty if it was not computed
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of a batch
public record Sides(Shape shape, double[][] left, double[][] right, double[] magnitude) {}
