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
    },
    /** x where it is positive, otherwise x / 100, which has its slope at 0 too, as in PyTorch; {@link Ops#leakyRelu} takes other slopes. */
    LEAKY_RELU {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.leakyRelu(x, 0.01);
        }
    },
    /** x where it is positive, otherwise e^x - 1; {@link Ops#elu} takes other multiples. */
    ELU {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.elu(x, 1);
        }
    },
    /** The scaled exponential linear unit, {@link Ops#selu}. */
    SELU {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.selu(x);
        }
    },
    /** gelu(x) = x Phi(x) with the standard normal distribution function. */
    GELU {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.gelu(x);
        }
    },
    /** The approximate form of the Gaussian error linear unit, {@link Ops#geluTanh}. */
    GELU_TANH {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.geluTanh(x);
        }
    },
    /** mish(x) = x tanh(ln(1 + e^x)). */
    MISH {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.mish(x);
        }
    },
    /** The hyperbolic tangent. */
    TANH {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.tanh(x);
        }
    },
    /** sigmoid(x) = 1 / (1 + e^-x). */
    SIGMOID {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.sigmoid(x);
        }
    },
    /** softplus(x) = ln(1 + e^x). */
    SOFTPLUS {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.softplus(x);
        }
    },
    /** x cut off at -1 and 1, where its slope is 0, as in PyTorch. */
    HARD_TANH {
        @Override
        public Tensor apply(Tensor x) {
            return Ops.hardTanh(x);
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
