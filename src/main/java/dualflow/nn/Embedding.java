package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * A table with one row for each label, PyTorch's {@code Embedding}.
 *
 * @param labels how many labels
 * @param dimension numbers in a row
 */
public record Embedding(int labels, int dimension) implements Layer {
    @Override
    public Specification specification() {
        return Specification.of(
                Parameter.trained("weight", Layout.IDENTITY, new Initialisation.Normal(), labels, dimension));
    }

    /**
     * Looks labels up.
     *
     * @param pass where the weight [labels, dimension] is
     * @param chosen the labels, each from 0 to labels - 1
     * @return their rows, [chosen, dimension]
     */
    public Tensor apply(Pass pass, List<Integer> chosen) {
        return Ops.gather(pass.get("weight"), chosen);
    }
}
