package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * A multilayer perceptron for the average velocity between two times: h = silu(P [x, t, r - t]), then h := silu(L_i h) for each further
 * layer, then Q h. Times enter as they are: a derivative in t is part of the loss, and that of a sine of 10000 t would be 10000 times as large.
 *
 * @param dimension the dimension of a sample
 * @param blocks the number of hidden layers, at least 1
 * @param width the width of the hidden layers
 */
public record AverageVelocityMlp(int dimension, int blocks, int width) implements AverageVelocityModel {
    private static final int TIMES = 2;

    /**
     * Checks the components.
     *
     * @param dimension the dimension of a sample
     * @param blocks the number of hidden layers, at least 1
     * @param width the width of the hidden layers
     * @throws ShapeException if one is too small
     */
    public AverageVelocityMlp {
        if (dimension < 1 || blocks < 1 || width < 1) {
            throw new ShapeException("the network needs at least one dimension, block and width, got " + dimension
                    + ", " + blocks + " and " + width);
        }
    }

    @Override
    public Specification specification() {
        Specification all = Specification.NONE.and("in_projection", new Linear(dimension + TIMES, width));
        for (int i = 1; i < blocks; i++) {
            all = all.and("hidden." + i, new Linear(width, width));
        }
        return all.and("out_projection", new Linear(width, dimension));
    }

    /**
     * The average velocity.
     *
     * @param pass the parameters
     * @param r the time to which x is carried, [] or [..., 1]
     * @param t the time at which x is the state, of r's shape
     * @param x samples, [..., dimension]
     * @return u(x, r, t), of x's shape
     * @throws ShapeException if the times do not fit
     */
    @Override
    public Tensor average(Pass pass, Tensor r, Tensor t, Tensor x) {
        VelocityModel.requireTimes(r, x, 1);
        VelocityModel.requireTimes(t, x, 1);
        Shape column = x.shape().leading(1).then(Shape.of(1));
        Tensor times = Ops.concat(Ops.broadcast(t, column), Ops.broadcast(Ops.subtract(r, t), column), -1);
        Linear in = new Linear(dimension + TIMES, width);
        Tensor h = Activation.SILU.apply(in.apply(pass.under("in_projection"), Ops.concat(x, times, -1)));
        for (int i = 1; i < blocks; i++) {
            Pass hidden = pass.under("hidden." + i);
            h = Activation.SILU.apply(new Linear(width, width).apply(hidden, h));
        }
        return new Linear(width, dimension).apply(pass.under("out_projection"), h);
    }
}
