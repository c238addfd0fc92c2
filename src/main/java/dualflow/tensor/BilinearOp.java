package dualflow.tensor;

/**
 * A primitive of two arguments that is linear in each. Its facts are the two transposes; its JVP is the product rule.
 */
public non-sealed interface BilinearOp extends Op {
    /**
     * {@return the transpose in the first argument, the second held fixed: the first one's cotangent}
     *
     * @param yBar cotangent of the result
     * @param right the second argument
     * @param left the first argument's shape
     */
    Tensor transposeLeft(Tensor yBar, Tensor right, Shape left);

    /**
     * {@return the transpose in the second argument, the first held fixed: the second one's cotangent}
     *
     * @param yBar cotangent of the result
     * @param left the first argument
     * @param right the second argument's shape
     */
    Tensor transposeRight(Tensor yBar, Tensor left, Shape right);

    /** {@inheritDoc} Each bilinear op states its own; an elementwise product, which sums nothing, counts none. */
    @Override
    long multiplyAdds(Blocks blocks);
}
