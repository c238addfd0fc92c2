package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * The network of the paper's one-dimensional flow: with e = L2 silu(L0 t), v(t, x) = N4 silu(N2 silu(N0 [x, e])). It has 50,049
 * parameters at the published width of 128.
 *
 * @param width the width of the hidden layers
 */
public record Mlp1d(int width) implements VelocityModel {
    /** The published width. */
    public Mlp1d() {
        this(128);
    }

    @Override
    public Specification specification() {
        return Specification.NONE
                .and("time_mlp.0", new Linear(1, width))
                .and("time_mlp.2", new Linear(width, width))
                .and("net.0", new Linear(1 + width, width))
                .and("net.2", new Linear(width, width))
                .and("net.4", new Linear(width, 1));
    }

    /**
     * The velocity.
     *
     * @param pass the parameters
     * @param t the time, [] or [..., 1]
     * @param x samples, [..., 1]
     * @return v(t, x), of x's shape
     */
    @Override
    public Tensor velocity(Pass pass, Tensor t, Tensor x) {
        Tensor time = t.shape().rank() == 0 ? Ops.reshape(t, Shape.of(1)) : t;
        Tensor hidden = Activation.SILU.apply(new Linear(1, width).apply(pass.under("time_mlp.0"), time));
        Tensor embedding = new Linear(width, width).apply(pass.under("time_mlp.2"), hidden);
        Tensor y = Ops.concat(x, embedding, -1);
        y = Activation.SILU.apply(new Linear(1 + width, width).apply(pass.under("net.0"), y));
        y = Activation.SILU.apply(new Linear(width, width).apply(pass.under("net.2"), y));
        return new Linear(width, 1).apply(pass.under("net.4"), y);
    }
}
