package dualflow.normalizing;

import dualflow.nn.Layer;
import dualflow.nn.Linear;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * A linear map of MADE (Germain et al., ICML 2015): unit j sees input i only if its degree is at least, or for outputs above, that of i. Weights that it
 * does not see are parameters like the others, but masked.
 *
 * @param from the degree of each input
 * @param to the degree of each output
 * @param strict whether the output's degree must be greater
 */
record MaskedLinear(List<Integer> from, List<Integer> to, boolean strict) implements Layer {
    @Override
    public Specification specification() {
        return new Linear(from.size(), to.size()).specification();
    }

    /**
     * Applies the map.
     *
     * @param x [..., in]
     * @return [..., out]
     */
    Tensor apply(Pass pass, Tensor x) {
        double[] mask = new double[from.size() * to.size()];
        for (int i = 0; i < from.size(); i++) {
            for (int j = 0; j < to.size(); j++) {
                mask[i * to.size() + j] = to.get(j) >= from.get(i) + (strict ? 1 : 0) ? 1 : 0;
            }
        }
        Tensor sees = x.device().tensor(x.dtype(), Shape.of(from.size(), to.size()), mask);
        return Ops.add(Linear.rows(x, Ops.select(sees, pass.get("weight"))), pass.get("bias"));
    }
}
