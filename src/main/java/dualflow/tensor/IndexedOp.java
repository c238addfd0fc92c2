package dualflow.tensor;

/**
 * A primitive of a tensor and of indices, which are whole numbers in the tensor's format. It is linear in the tensor; in the indices its
 * derivative is taken to be zero, even where they jump. Its fact is the transpose, the indices held fixed; its JVP is itself on the tensor's
 * tangent.
 */
public non-sealed interface IndexedOp extends Op {
    @Override
    default int arity() {
        return 2;
    }

    /**
     * {@return the transpose, the indices held fixed: the tensor's cotangent}
     *
     * @param yBar cotangent of the result
     * @param indices the second argument
     * @param x the first argument's shape
     */
    Tensor transpose(Tensor yBar, Tensor indices, Shape x);
}
