package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Functions along any axis, by those along the last one. */
final class AlongAxis {
    private AlongAxis() {}

    /** The number of an axis of a tensor, counted from the right: 1 for the last. */
    static int fromRight(Tensor x, int axis) {
        x.shape().dim(axis); // refuses one that is not there
        return -axis;
    }

    /** The shape of the last axes, so many; refuses what is no number of axes, such as the -1 that elsewhere is the last axis. */
    static Shape last(Tensor x, int axes) {
        Shape shape = x.shape();
        if (axes < 0 || axes > shape.rank()) {
            throw new ShapeException(
                    "the last " + axes + " axes of the shape " + shape + " were asked for; this is how many," + " 0 to "
                            + shape.rank() + ", and Axes.of(-1) is the last one as an axis");
        }
        return shape.trailing(axes);
    }

    /** Moves an axis to the last place; the others keep their order. */
    static Tensor toLast(Tensor x, int axis) {
        int n = fromRight(x, axis);
        return n == 1
                ? x
                : Ops.permute(x, IntStream.range(0, n).map(i -> (i + 1) % n).toArray());
    }

    /** Moves the last axis back to where it was. */
    static Tensor fromLast(Tensor x, int axis) {
        int n = fromRight(x, axis);
        return n == 1
                ? x
                : Ops.permute(x, IntStream.range(0, n).map(i -> (i + n - 1) % n).toArray());
    }

    /** By halves, so that each element is copied a few times only. */
    static Tensor concat(List<? extends Tensor> parts, int axis) {
        if (parts.isEmpty()) {
            throw new ShapeException("there is nothing to join; give one tensor or more");
        }
        if (parts.size() == 1) {
            fromRight(parts.get(0), axis);
            return parts.get(0);
        }
        int half = parts.size() / 2;
        return Ops.concat(concat(parts.subList(0, half), axis), concat(parts.subList(half, parts.size()), axis), axis);
    }

    static Tensor stack(List<? extends Tensor> parts, int axis) {
        Shape first = parts.isEmpty() ? Shape.SCALAR : parts.get(0).shape();
        for (int k = 0; k < parts.size(); k++) {
            Shape shape = parts.get(k).shape();
            if (!shape.equals(first)) {
                throw new ShapeException("part 0 has the shape " + first + " and part " + k + " " + shape
                        + "; the parts of a stack must be alike");
            }
        }
        first.withFirst(parts.size()).dim(axis); // refuses an axis that the result has not
        return concat(
                parts.stream()
                        .map(part -> Ops.insertAxes(part, first.rank() + 1 + axis, 1))
                        .toList(),
                axis);
    }

    /** Each element as a row of its own: one more axis, of length 1, behind all others. */
    static Tensor behind(Tensor x) {
        return Ops.insertAxes(x, x.shape().rank(), 1);
    }

    /** The first, and only, element of each row. */
    static Tensor first(Tensor x) {
        Shape rows = x.shape().leading(1);
        return Ops.reshape(x, rows);
    }
}
