package dualflow.tensor;

/**
 * A primitive of two arguments that undoes a product: y = a / b is what solves y b = a, so it is linear in a alone. Its facts are
 * that product and the transpose in a; its JVP follows from the product rule, (aDot - y bDot) / b.
 */
public non-sealed interface QuotientOp extends Op {
    /**
     * What the quotient undoes.
     *
     * @return the product, of which y is the first argument and b the second
     */
    BilinearOp product();

    /**
     * The transpose in the first argument, the second held fixed.
     *
     * @param yBar cotangent of the result
     * @param right the second argument
     * @param left the first argument's shape
     * @return the first argument's cotangent, of shape {@code left}
     */
    Tensor transposeLeft(Tensor yBar, Tensor right, Shape left);
}
