package dualflow.nn;

import dualflow.tensor.Tensor;

/**
 * The time embedding of the flow UNet: L2 silu(L1 e(10000 t)), with e of {@link SinusoidalTimeEmbedding}.
 *
 * @param dimension the length of the embedding
 */
record TimeMlp(int dimension) implements Layer {
    private Linear linear() {
        return new Linear(dimension, dimension);
    }

    @Override
    public Specification specification() {
        return Specification.NONE.and("lin1", linear()).and("lin2", linear());
    }

    /**
     * Embeds times.
     *
     * @param pass the parameters
     * @param t one time [], or times [..., 1]
     * @return [dimension], or [..., dimension]
     */
    Tensor apply(Pass pass, Tensor t) {
        Tensor embedding = new SinusoidalTimeEmbedding(dimension, 10000).apply(t);
        Tensor hidden = Activation.SILU.apply(linear().apply(pass.under("lin1"), embedding));
        return linear().apply(pass.under("lin2"), hidden);
    }
}
