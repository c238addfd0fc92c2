package dualflow.tensor;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A value that flows through a program: numbers on a device ({@link DeviceTensor}), a dual number, a value that carries a
 * mapped axis, or a recorded tangent. Programs see only this interface, which is why one program can be evaluated,
 * differentiated, mapped and recorded.
 */
public interface Tensor {
    /**
     * The shape that the program sees.
     *
     * @return the lengths of the axes
     */
    Shape shape();

    /**
     * The format of the numbers.
     *
     * @return float32 or float64
     */
    DType dtype();

    /**
     * The device that holds the numbers.
     *
     * @return the device
     */
    Device device();

    /**
     * The interpreter that owns this value.
     *
     * @return {@link Eval} for numbers, a transformation's own interpreter otherwise
     */
    Trace trace();

    /**
     * The numbers that this is. A value that a transformation follows is more than its numbers: made into a new tensor they would be
     * a constant, whose derivative is zero. So of such a value they are refused; {@code Ops.stopGradient} gives the constant to who means
     * it, and {@code Autodiff.primalValue} the numbers to a program whose control flow depends on them.
     *
     * @return this, if it is numbers on a device
     * @throws TracedValueException if a transformation follows this value
     */
    default DeviceTensor value() {
        throw new TracedValueException("the numbers of a value of shape " + shape() + " were asked for inside "
                + trace().about() + "; for a constant take Ops.stopGradient, for control flow Autodiff.primalValue");
    }

    /**
     * The numbers under all transformations: derivatives are dropped, and a mapped axis stands in front, so that the shape is then not
     * {@link #shape}. For what looks at all numbers alike, such as step control and checks of arguments; what is computed from them is
     * a constant to every transformation.
     *
     * @return the tensor at the bottom
     * @throws TracedValueException if there are none, as in a recorded program
     */
    DeviceTensor bottom();

    /**
     * The same value as a constant to differentiation: see {@code Ops.stopGradient}.
     *
     * @return a value without tangents; a mapped axis stays
     */
    default Tensor stopGradient() {
        return this;
    }

    /**
     * Visits every tensor on a device that this value holds on to: primal, tangents, mapped values.
     *
     * @param visitor called once for each
     */
    void forEachPart(Consumer<DeviceTensor> visitor);

    /**
     * A value of this structure of other numbers and interpreters, as a recorded program needs it.
     *
     * @param traces gives the interpreter that takes the place of one of this value's, of the same class
     * @param numbers gives what takes the place of the tensor at the bottom, or of each of them
     * @return the value; what has no structure is itself at the bottom
     */
    default Tensor rebuild(UnaryOperator<Trace> traces, UnaryOperator<Tensor> numbers) {
        return numbers.apply(this);
    }
}
