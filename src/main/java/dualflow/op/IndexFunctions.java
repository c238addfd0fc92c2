package dualflow.op;

import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/** Functions of indices and of order, composed of primitives on the last axis. */
final class IndexFunctions {
    /** Up to here, float32 represents every whole number. */
    private static final int FLOAT32_INDICES = 1 << 24;

    private IndexFunctions() {}

    static Tensor takeAlong(Tensor x, Tensor indices, int axis) {
        Tensor columns = AlongAxis.behind(AlongAxis.toLast(x, axis));
        return AlongAxis.fromLast(
                AlongAxis.first(new IndexSelect().on(columns, AlongAxis.toLast(indices, axis))), axis);
    }

    static Tensor addAlong(Tensor x, Tensor indices, int axis, int length) {
        Tensor columns = AlongAxis.behind(AlongAxis.toLast(x, axis));
        return AlongAxis.fromLast(
                AlongAxis.first(new IndexAdd(length).on(columns, AlongAxis.toLast(indices, axis))), axis);
    }

    /** Indices of one table are one row of indices, so that the transpose adds to one table. */
    static Tensor gather(Tensor x, Tensor indices) {
        if (x.shape().rank() != 2) {
            return new IndexSelect().on(x, indices);
        }
        Tensor row = Ops.reshape(indices, Shape.of(indices.shape().size()));
        return Ops.reshape(
                new IndexSelect().on(x, row), indices.shape().then(x.shape().trailing(1)));
    }

    static Tensor oneHot(Tensor indices, int classes) {
        Tensor one = indices.device().fill(indices.dtype(), Shape.of(1, 1), 1);
        return AlongAxis.first(new IndexAdd(classes).on(one, AlongAxis.behind(indices)));
    }

    static Tensor searchSorted(Tensor edges, Tensor x, boolean right) {
        requireIndices(edges, edges.shape().dim(-1));
        return new SearchSorted(right).on(edges, x);
    }

    static Tensor sort(Tensor x, int axis) {
        Tensor rows = AlongAxis.toLast(x, axis);
        requireIndices(x, rows.shape().dim(-1));
        Tensor sorted = new IndexSelect().on(AlongAxis.behind(rows), new Argsort().on(rows));
        return AlongAxis.fromLast(AlongAxis.first(sorted), axis);
    }

    static Tensor argsort(Tensor x, int axis) {
        Tensor rows = AlongAxis.toLast(x, axis);
        requireIndices(x, rows.shape().dim(-1));
        return AlongAxis.fromLast(new Argsort().on(rows), axis);
    }

    static Tensor argmax(Tensor x, int axis) {
        Tensor rows = AlongAxis.toLast(x, axis);
        requireIndices(x, rows.shape().dim(-1));
        return new ArgMax().on(rows);
    }

    private static void requireIndices(Tensor x, int length) {
        if (x.dtype() == DType.FLOAT32 && length > FLOAT32_INDICES) {
            throw new ShapeException("float32 cannot count the positions of an axis of length " + length
                    + "; convert to float64 or split the axis");
        }
    }
}
