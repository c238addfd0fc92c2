package dualflow.normalizing;

import dualflow.nn.Layer;
import dualflow.nn.Pass;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * A differentiable bijection of R^d with parameters. Rows are mapped independently of each other. In a {@link NormalizingFlow} forward is from
 * noise to data; {@link Inverse} turns a bijection round.
 */
public interface Bijection extends Layer {
    /**
     * Where points go, and by how much volumes change there.
     *
     * @param value the images, [..., d]
     * @param logDeterminant log |det| of the Jacobian at each point, [...]
     */
    record Mapped(Tensor value, Tensor logDeterminant) {}

    /**
     * The number of coordinates.
     *
     * @return d
     */
    int dimension();

    /**
     * Maps points.
     *
     * @param pass the parameters
     * @param x [..., d]
     * @return y = f(x), and log |det dy/dx|
     * @throws ShapeException if the last axis has another length
     */
    Mapped forward(Pass pass, Tensor x);

    /**
     * Maps points back.
     *
     * @param pass the parameters
     * @param y [..., d]
     * @return x = f^-1(y), and log |det dx/dy|
     * @throws ShapeException if the last axis has another length
     */
    Mapped inverse(Pass pass, Tensor y);

    /**
     * Checks that points have as many coordinates as a bijection.
     *
     * @param bijection the bijection
     * @param x the points
     * @throws ShapeException if they do not
     */
    static void requirePoints(Bijection bijection, Tensor x) {
        if (x.shape().rank() == 0 || x.shape().dim(-1) != bijection.dimension()) {
            throw new ShapeException("a bijection of " + bijection.dimension() + " coordinates got the shape "
                    + x.shape() + "; the last axis must have length " + bijection.dimension());
        }
    }

    /**
     * Checks a dimension.
     *
     * @param what the bijection, as in "a planar map"
     * @param dimension its dimension
     * @param least the least possible one
     * @throws ShapeException if it is less
     */
    static void requireDimension(String what, int dimension, int least) {
        if (dimension < least) {
            throw new ShapeException(
                    what + " has " + least + " coordinate" + (least == 1 ? "" : "s") + " or more, got " + dimension);
        }
    }
}
