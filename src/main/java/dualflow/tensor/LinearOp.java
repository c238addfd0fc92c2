package dualflow.tensor;

import java.util.List;

/** A primitive that is linear in all its arguments together. Its fact is the transpose; its JVP is itself. */
public non-sealed interface LinearOp extends Op {
    /**
     * {@return the transpose (adjoint), the vector-Jacobian product of a linear op: the cotangent of each argument, of its shape}
     *
     * @param yBar cotangent of the result, of the result's shape
     * @param inputs the arguments' shapes
     */
    List<Tensor> transpose(Tensor yBar, List<Shape> inputs);

    /**
     * {@return the op where all arguments but one are identically zero, possibly still to be broadcast to the result's shape} An op of
     * several arguments overrides it to avoid the zeros.
     *
     * @param argument the index of the argument that is not zero
     * @param x that argument
     * @param inputs the shapes of all arguments
     */
    default Tensor alone(int argument, Tensor x, List<Shape> inputs) {
        if (arity() != 1) {
            throw new UnsupportedOperationException(name() + " must say what it is when only one argument is not zero");
        }
        return on(x);
    }
}
