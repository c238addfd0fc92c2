package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/** The shapes of times and states for fields on rows, x [..., n, d], and their components. */
public final class StateRows {
    private StateRows() {}

    /**
     * Checks that times and states fit.
     *
     * @param t the times, [] or one for each row, of a shape that broadcasts with [..., n, 1]
     * @param x the states, [..., n, d]
     * @param d the dimension
     * @throws ShapeException if they do not
     */
    public static void requireFit(Tensor t, Tensor x, int d) {
        if (x.shape().rank() < 2 || x.shape().dim(-1) != d) {
            throw new ShapeException("the state has shape " + x.shape() + " where rows of length " + d
                    + " are needed, [..., n, " + d + "]");
        }
        int rank = t.shape().rank();
        if (rank > 0
                && (t.shape().dim(-1) != 1
                        || !Shape.broadcast(List.of(t.shape(), x.shape())).equals(x.shape()))) {
            throw new ShapeException("the time has shape " + t.shape()
                    + ", which is neither [] nor one time for each row of " + x.shape() + ", [..., n, 1]");
        }
    }

    /**
     * Applies a program that takes one time for each matrix of rows, t [] or [..., 1, 1], where there may be one time for each row: then every
     * row becomes a matrix of its own.
     *
     * @param t the times, [] or one for each row, of a shape that broadcasts with [..., n, 1]
     * @param x the states, [..., n, d]
     * @param d the dimension
     * @param program the program, to which states are [..., n, d] and whose result is [..., n, any]
     * @return the result, [..., n, any]
     * @throws ShapeException if times and states do not fit
     */
    public static Tensor apply(Tensor t, Tensor x, int d, VelocityField program) {
        requireFit(t, x, d);
        int rank = t.shape().rank();
        if (rank < 2 || t.shape().dim(-2) == 1) {
            return program.velocity(t, x);
        }
        Tensor y = program.velocity(
                Ops.insertAxes(t, rank - 1, 1), Ops.insertAxes(x, x.shape().rank() - 1, 1));
        Shape rows = x.shape().leading(1);
        return Ops.reshape(y, rows.then(y.shape().trailing(1)));
    }

    /**
     * Puts an axis of components, of length 1, before the rows.
     *
     * @param x rows, [..., n, d], or a time []
     * @return [..., 1, n, d]; a time [] stays
     */
    public static Tensor withComponentAxis(Tensor x) {
        return x.shape().rank() < 2 ? x : Ops.insertAxes(x, x.shape().rank() - 2, 1);
    }

    /**
     * The weighted sum over the components.
     *
     * @param weights the weights, [..., n, K]
     * @param parts what they weigh, [..., K, n, d]
     * @return the sum, [..., n, d]
     */
    public static Tensor blend(Tensor weights, Tensor parts) {
        Tensor transposed = Ops.transpose(weights);
        Tensor weighted =
                Ops.multiply(Ops.insertAxes(transposed, transposed.shape().rank(), 1), parts);
        Shape matrix = weighted.shape().trailing(2);
        Shape summed = weighted.shape().leading(3).then(matrix.withFirst(1));
        return Ops.reshape(
                Ops.sumTo(weighted, summed), weighted.shape().leading(3).then(matrix));
    }
}
