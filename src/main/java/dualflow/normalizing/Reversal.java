package dualflow.normalizing;

import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The coordinates in reverse order, between autoregressive maps, so that the last coordinate of one is the first of the next. It is its own
 * inverse, and its determinant is 1 or -1.
 *
 * @param dimension d
 */
public record Reversal(int dimension) implements Bijection {
    /**
     * Checks the dimension.
     *
     * @param dimension d
     * @throws dualflow.tensor.ShapeException if it is not positive
     */
    public Reversal {
        Bijection.requireDimension("a reversal", dimension, 1);
    }

    @Override
    public Specification specification() {
        return Specification.NONE;
    }

    @Override
    public Mapped forward(Pass pass, Tensor x) {
        Bijection.requirePoints(this, x);
        List<Integer> order = IntStream.range(0, dimension)
                .map(i -> dimension - 1 - i)
                .boxed()
                .toList();
        Tensor column = Ops.reshape(x, x.shape().then(Shape.of(1)));
        Tensor reversed = Ops.reshape(Ops.gather(column, order), x.shape());
        return new Mapped(reversed, Ops.zerosLike(Ops.sum(x, 1)));
    }

    @Override
    public Mapped inverse(Pass pass, Tensor y) {
        return forward(pass, y);
    }
}
