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
     * The numbers behind this value, perturbations dropped; a mapped axis, if there is one, stands in front.
     *
     * @return the tensor at the bottom of all transformations
     * @throws IllegalStateException if this is a recorded tangent, which has no numbers
     */
    DeviceTensor value();

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
