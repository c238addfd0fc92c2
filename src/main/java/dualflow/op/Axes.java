package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Axes over which a tensor is reduced, counted from the right: -1 is the last. Their order does not matter: elements are taken in row-major order.
 *
 * @param axes the axes, none twice
 * @param kept whether they stay, with length 1
 */
public record Axes(List<Integer> axes, boolean kept) {
    /**
     * Checks and copies the components.
     *
     * @param axes the axes, none twice
     * @param kept whether they stay, with length 1
     * @throws ShapeException if an axis is not counted from the right, or occurs twice
     */
    public Axes {
        axes = List.copyOf(axes);
        for (int axis : axes) {
            if (axis >= 0) {
                throw new ShapeException("no axis " + axis + "; axes are counted from the right: the last is -1");
            }
        }
        if (axes.stream().distinct().count() < axes.size()) {
            throw new ShapeException("an axis occurs twice in " + axes);
        }
    }

    /**
     * Axes that a reduction removes.
     *
     * @param axes the axes, counted from the right
     * @return the axes
     */
    public static Axes of(int... axes) {
        return new Axes(IntStream.of(axes).boxed().toList(), false);
    }

    /**
     * Axes to which a reduction gives the length 1.
     *
     * @param axes the axes, counted from the right
     * @return the axes
     */
    public static Axes keeping(int... axes) {
        return new Axes(IntStream.of(axes).boxed().toList(), true);
    }

    private boolean contains(Shape shape, int axis) {
        return axes.contains(axis - shape.rank());
    }

    /** The shape with length 1 along these axes. */
    private Shape ones(Shape shape) {
        requireIn(shape);
        return Shape.of(IntStream.range(0, shape.rank())
                .map(axis -> contains(shape, axis) ? 1 : shape.dims()[axis])
                .toArray());
    }

    /** The shape without these axes. */
    private Shape others(Shape shape) {
        return Shape.of(IntStream.range(0, shape.rank())
                .filter(axis -> !contains(shape, axis))
                .map(axis -> shape.dims()[axis])
                .toArray());
    }

    private void requireIn(Shape shape) {
        for (int axis : axes) {
            shape.dim(axis);
        }
    }

    /** How many elements of a tensor make one of the result. */
    int count(Shape shape) {
        requireIn(shape);
        return axes.stream().mapToInt(shape::dim).reduce(1, Math::multiplyExact);
    }

    /** The sum over these axes. */
    Tensor sum(Tensor x) {
        Tensor sum = Ops.sumTo(x, ones(x.shape()));
        return kept ? sum : Ops.reshape(sum, others(x.shape()));
    }

    /** A reduction of the last axis, applied to these axes as one. */
    Tensor reduce(Tensor x, UnaryOperator<Tensor> reduction) {
        Shape shape = x.shape();
        requireIn(shape);
        int[] last = IntStream.range(0, shape.rank())
                .filter(axis -> contains(shape, axis))
                .toArray();
        int[] first = IntStream.range(0, shape.rank())
                .filter(axis -> !contains(shape, axis))
                .toArray();
        int[] order = IntStream.concat(IntStream.of(first), IntStream.of(last)).toArray();
        boolean stay = IntStream.range(0, order.length).allMatch(i -> order[i] == i);
        Tensor moved = stay ? x : Ops.permute(x, order);
        Tensor y = reduction.apply(Ops.reshape(moved, others(shape).then(Shape.of(count(shape)))));
        return kept ? Ops.reshape(y, ones(shape)) : y;
    }
}
