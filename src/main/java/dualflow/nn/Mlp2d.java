package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The network of the published code's correlated Gaussian: h = P x + T e(t), with e the sinusoidal embedding of 10000 t, then h :=
 * silu(L_i h) for each block, then Q h. It has 11,026,434 parameters at the published size. (The published training makes it
 * predict E[x1 | x_t], not the velocity.)
 *
 * @param dimension the dimension of a sample
 * @param blocks the number of blocks
 * @param width the width of the hidden layers
 * @param timeDimension the length of the time embedding
 */
public record Mlp2d(int dimension, int blocks, int width, int timeDimension) implements VelocityModel {
    /**
     * Checks the components.
     *
     * @param dimension the dimension of a sample
     * @param blocks the number of blocks
     * @param width the width of the hidden layers
     * @param timeDimension the length of the time embedding, at least 4
     * @throws ShapeException if one is too small
     */
    public Mlp2d {
        if (dimension < 1 || blocks < 1 || width < 1) {
            throw new ShapeException("the network needs at least one dimension, block and width, got " + dimension
                    + ", " + blocks + " and " + width);
        }
        timeEmbedding(timeDimension); // which refuses a length that is too small
    }

    private static SinusoidalTimeEmbedding timeEmbedding(int dimension) {
        return new SinusoidalTimeEmbedding(dimension, 10000);
    }

    /** The published size: 2 dimensions, 10 blocks of 1024, an embedding of 512. */
    public Mlp2d() {
        this(2, 10, 1024, 512);
    }

    @Override
    public Specification specification() {
        Specification all = Specification.NONE
                .and("in_projection", new Linear(dimension, width))
                .and("t_projection", new Linear(timeDimension, width));
        for (int i = 0; i < blocks; i++) {
            all = all.and("blocks." + i + ".ff", new Linear(width, width));
        }
        return all.and("out_projection", new Linear(width, dimension));
    }

    /**
     * The output of the network.
     *
     * @param pass the parameters
     * @param t the time, [] or [..., 1]
     * @param x samples, [..., dimension]
     * @return v(t, x), of x's shape
     */
    @Override
    public Tensor velocity(Pass pass, Tensor t, Tensor x) {
        Tensor time = timeEmbedding(timeDimension).apply(t);
        Tensor h = Ops.add(
                new Linear(dimension, width).apply(pass.under("in_projection"), x),
                new Linear(timeDimension, width).apply(pass.under("t_projection"), time));
        for (int i = 0; i < blocks; i++) {
            h = Activation.SILU.apply(new Linear(width, width).apply(pass.under("blocks." + i + ".ff"), h));
        }
        return new Linear(width, dimension).apply(pass.under("out_projection"), h);
    }
}
