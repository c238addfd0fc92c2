package dualflow.autodiff;

import dualflow.tensor.Tensor;
import java.util.List;

/** A program of primitives: tensors in, one tensor out. It must be a pure function of its arguments. */
@FunctionalInterface
public interface TensorFunction {
    /**
     * Evaluates the program.
     *
     * @param x the arguments
     * @return the result
     */
    Tensor apply(List<Tensor> x);
}
