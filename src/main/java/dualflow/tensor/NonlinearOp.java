package dualflow.tensor;

import java.util.List;

/**
 * A primitive that is neither linear nor bilinear nor a quotient. Its fact is its JVP, written in terms of those: the tangents pass only
 * through ops that are linear in them, so a quotient has them in the numerator.
 */
public non-sealed interface NonlinearOp extends Op {
    /**
     * {@return the Jacobian-vector product: the result's tangent, linear in the tangents; null where it is identically zero}
     *
     * @param y the result at the primals
     * @param x the primals
     * @param xDot one tangent for each argument, null where it is identically zero; at least one is not null
     */
    Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot);
}
