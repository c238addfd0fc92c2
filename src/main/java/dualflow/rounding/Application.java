package dualflow.rounding;

import dualflow.op.Ops;
import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An op, its result and its arguments with their magnitudes.
 *
 * @param op the primitive
 * @param y its result
 * @param x its arguments
 * @param magnitudes of the arguments; null of a constant
 */
record Application(Op op, Tensor y, List<Tensor> x, List<Tensor> magnitudes) {
    boolean isConstant(int k) {
        return magnitudes.get(k) == null;
    }

    /** The magnitude of an argument, of a constant the absolute value. */
    Tensor magnitude(int k) {
        return isConstant(k) ? absolute(k) : magnitudes.get(k);
    }

    List<Tensor> allMagnitudes() {
        return IntStream.range(0, x.size()).mapToObj(this::magnitude).toList();
    }

    Tensor absolute(int k) {
        return Ops.abs(x.get(k));
    }

    /** The rounding error of an argument. */
    Tensor rounding(int k) {
        return Ops.scale(magnitude(k), y.dtype().ulp());
    }
}
