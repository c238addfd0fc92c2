package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * Dropout: in training each element is 0 with probability p and x / (1 - p) otherwise; outside training y = x. Which ones are
 * dropped is a function of the pass's seed and step, the layer's name in the model and the element's index in x; element i is kept
 * where the i-th uniform number is p or more. Srivastava et al., JMLR 15, 2014.
 *
 * @param p the probability of dropping an element, from 0 (inclusive) to 1 (exclusive)
 */
public record Dropout(double p) implements Layer {
    /**
     * Checks the component.
     *
     * @param p the probability of dropping an element, from 0 (inclusive) to 1 (exclusive)
     * @throws IllegalArgumentException if it is not such a probability
     */
    public Dropout {
        if (!(p >= 0 && p < 1)) {
            throw new IllegalArgumentException("dropout needs a probability from 0 to below 1, got " + p);
        }
    }

    @Override
    public Specification specification() {
        return Specification.NONE;
    }

    /**
     * Drops elements.
     *
     * @param pass the pass
     * @param x a tensor
     * @return x with elements dropped and the others scaled, of x's shape
     */
    public Tensor apply(Pass pass, Tensor x) {
        return pass.uniforms(x.shape().size())
                .map(uniforms -> Ops.select(x.device().tensor(x.dtype(), x.shape(), mask(uniforms)), x))
                .orElse(x);
    }

    private double[] mask(double[] uniforms) {
        double[] mask = new double[uniforms.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = uniforms[i] < p ? 0 : 1 / (1 - p);
        }
        return mask;
    }
}
