package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * A multilayer perceptron for flows between a few numbers: h = silu(P [x, t]), then h := silu(L_i h) for each further block, then Q h. The time enters as it is,
 * without an embedding, so that the velocity is smooth in t and step control takes long steps.
 *
 * @param dimension the dimension of a sample
 * @param blocks the number of hidden layers
 * @param width the width of the hidden layers
 */
public record VelocityMlp(int dimension, int blocks, int width) implements VelocityModel {
    /**
     * Checks the components.
     *
     * @param dimension the dimension of a sample
     * @param blocks the number of hidden layers
     * @param width the width of the hidden layers
     * @throws ShapeException if one is too small
     */
    public VelocityMlp {
        if (dimension < 1 || blocks < 1 || width < 1) {
            throw new ShapeException("the network needs at least one dimension, block and width, got " + dimension
                    + ", " + blocks + " and " + width);
        }
    }

    @Override
    public Specification specification() {
        Specification all = Specification.NONE.and("in_projection", new Linear(dimension + 1, width));
        for (int i = 0; i < blocks - 1; i++) {
            all = all.and("blocks." + i + ".ff", new Linear(width, width));
        }
        return all.and("out_projection", new Linear(width, dimension));
    }

    /**
     * The velocity.
     *
     * @param pass the parameters
     * @param t the time, [] or [..., 1]
     * @param x samples, [..., dimension]
     * @return v(t, x), of x's shape
     * @throws ShapeException if the times do not fit
     */
    @Override
    public Tensor velocity(Pass pass, Tensor t, Tensor x) {
        VelocityModel.requireTimes(t, x, 1);
        Tensor times = Ops.broadcast(t, x.shape().leading(1).then(Shape.of(1)));
        Tensor h = new Linear(dimension + 1, width).apply(pass.under("in_projection"), Ops.concat(x, times, -1));
        h = Activation.SILU.apply(h);
        for (int i = 0; i < blocks - 1; i++) {
            h = Activation.SILU.apply(new Linear(width, width).apply(pass.under("blocks." + i + ".ff"), h));
        }
        return new Linear(width, dimension).apply(pass.under("out_projection"), h);
    }
}
