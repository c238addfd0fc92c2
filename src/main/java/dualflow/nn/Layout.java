package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/** How the axes of a parameter are ordered in PyTorch, and how here. */
public enum Layout {
    /** The same order on both sides. */
    IDENTITY,
    /** A linear map: [out, in] in PyTorch, [in, out] here, so that it multiplies rows from the right. */
    LINEAR,
    /** The kernel of a convolution: [out, in, kh, kw] in PyTorch, [kh, kw, in, out] here. */
    CONVOLUTION,
    /** The kernel of a transposed convolution: [in, out, kh, kw] in PyTorch, [kh, kw, in, out] here. */
    TRANSPOSED_CONVOLUTION;

    /** The PyTorch axis of each axis here. */
    private int[] order() {
        return switch (this) {
            case IDENTITY -> new int[0];
            case LINEAR -> new int[] {1, 0};
            case CONVOLUTION -> new int[] {2, 3, 1, 0};
            case TRANSPOSED_CONVOLUTION -> new int[] {2, 3, 0, 1};
        };
    }

    /**
     * The shape in PyTorch of a shape here.
     *
     * @param shape the shape here
     * @return the shape in PyTorch
     * @throws ShapeException if the number of axes does not match this layout
     */
    public Shape toPyTorch(Shape shape) {
        return permuted(shape, inverse());
    }

    /**
     * The shape here of a shape in PyTorch.
     *
     * @param shape the shape in PyTorch
     * @return the shape here
     * @throws ShapeException if the number of axes does not match this layout
     */
    public Shape fromPyTorch(Shape shape) {
        return permuted(shape, order());
    }

    /**
     * Converts to PyTorch's axis order.
     *
     * @param x a parameter in this engine's order
     * @return the same elements in PyTorch's order
     * @throws ShapeException if the number of axes does not match this layout
     */
    public Tensor toPyTorch(Tensor x) {
        return permuted(x, inverse());
    }

    /**
     * Converts to this engine's axis order.
     *
     * @param x a parameter in PyTorch's order
     * @return the same elements in this engine's order
     * @throws ShapeException if the number of axes does not match this layout
     */
    public Tensor fromPyTorch(Tensor x) {
        return permuted(x, order());
    }

    private Tensor permuted(Tensor x, int[] axes) {
        requireRank(x.shape());
        return this == IDENTITY ? x : Ops.permute(x, axes);
    }

    private Shape permuted(Shape shape, int[] axes) {
        requireRank(shape);
        int[] dims = shape.dims();
        int[] permuted = dims.clone();
        for (int axis = 0; axis < axes.length; axis++) {
            permuted[axis] = dims[axes[axis]];
        }
        return Shape.of(permuted);
    }

    private int[] inverse() {
        int[] order = order();
        int[] inverse = new int[order.length];
        for (int axis = 0; axis < order.length; axis++) {
            inverse[order[axis]] = axis;
        }
        return inverse;
    }

    private void requireRank(Shape shape) {
        int rank = order().length;
        if (this != IDENTITY && shape.rank() != rank) {
            throw new ShapeException(
                    "a parameter of layout " + this + " has " + rank + " axes, got the shape " + shape);
        }
    }
}
