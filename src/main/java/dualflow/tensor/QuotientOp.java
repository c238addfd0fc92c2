package dualflow.tensor;

/**
 * A primitive of two arguments that undoes a product: y = a / b is the solution of y b = a, so it is linear in a alone. Its facts are
 * that product and the transpose in a; its JVP follows from the product rule, (aDot - y bDot) / b.
 */
public non-sealed interface QuotientOp extends Op {
    /** {@return the product that the quotient undoes, of which y is the first argument and b the second} */
    BilinearOp product();

    /**
     * {@return the transpose in the first argument, the second held fixed: the first one's cotangent}
     *
     * @param yBar cotangent of the result
     * @param right the second argument
     * @param left the first argument's shape
     */
    Tensor transposeLeft(Tensor yBar, Tensor right, Shape left);
}
