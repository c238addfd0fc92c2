package dualflow.tensor;

/**
 * A primitive of two arguments that is linear in each. Its facts are the two transposes; its JVP is the product rule.
 */
public non-sealed interface BilinearOp extends Op {
    /**
     * The transpose in the first argument, the second held fixed.
     *
     * @param yBar cotangent of the result
     * @param right the second argument
     * @param left the first argument's shape
     * @return the first argument's cotangent, of shape {@code left}
     */
    Tensor transposeLeft(Tensor yBar, Tensor right, Shape left);

    /**
     * The transpose in the second argument, the first held fixed.
     *
     * @param yBar cotangent of the result
     * @param left the first argument
     * @param right the second argument's shape
     * @return the second argument's cotangent, of shape {@code right}
     */
    Tensor transposeRight(Tensor yBar, Tensor left, Shape right);

    /** {@inheritDoc} Each bilinear op states its own; a product number by number, which sums nothing, counts none. */
    @Override
    long multiplyAdds(Blocks blocks);
}
