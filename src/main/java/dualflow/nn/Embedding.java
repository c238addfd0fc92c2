package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * A table with one row for each label, PyTorch's {@code Embedding}.
 *
 * @param labels the number of labels
 * @param dimension the length of a row
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
     * @param pass has the weight [labels, dimension]
     * @param chosen the labels, each from 0 to labels - 1
     * @return their rows, [chosen, dimension]
     */
    public Tensor apply(Pass pass, List<Integer> chosen) {
        return Ops.gather(pass.get("weight"), chosen);
    }

    /**
     * Sums of rows.
     *
     * @param pass has the weight [labels, dimension]
     * @param weights of the rows, [..., labels]; 1 for one row and 0 for the others looks that row up
     * @return [..., dimension]
     */
    public Tensor apply(Pass pass, Tensor weights) {
        return Linear.rows(weights, pass.get("weight"));
    }
}
