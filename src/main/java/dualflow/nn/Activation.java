package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** Elementwise functions between layers. */
public enum Activation {
    /** silu(x) = x / (1 + e^-x). */
    SILU {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.silu(x);
        }
    },
    /** relu(x) = max(x, 0), whose slope at 0 is 0, as in PyTorch. */
    RELU {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.relu(x);
        }
    };

    /**
     * Applies the function.
     *
     * @param x a tensor
     * @return the function of each element
     */
    public abstract Tensor apply(Tensor x);
}
