package dualflow.tensor;

import java.util.List;
import java.util.Optional;

/**
 * A value that flows through a program: numbers on a device ({@link DeviceTensor}), a dual number, a value that carries a
 * mapped axis, or a recorded tangent. Programs see only this interface, which is why one program can be evaluated,
 * differentiated, mapped and recorded. A value that wraps others has shape, format, device and bottom of the first, unless it says otherwise.
 */
public interface Tensor {
    /** {@return the shape that the program sees} */
    default Shape shape() {
        return flatten().get(0).shape();
    }

    /** {@return the format of the numbers, float32 or float64} */
    default DType dtype() {
        return flatten().get(0).dtype();
    }

    /** {@return the device that holds the numbers} */
    default Device device() {
        return flatten().get(0).device();
    }

    /** {@return the interpreter that owns this value: {@link Eval} for numbers, a transformation's own otherwise} */
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
    default DeviceTensor bottom() {
        return flatten().get(0).bottom();
    }

    /** {@return the same value as a constant to differentiation, without tangents; a mapped axis stays: see {@code Ops.stopGradient}} */
    default Tensor stopGradient() {
        return this;
    }

    /** {@return the values that this one wraps, such as primal and tangent; none if it is numbers, or stands for some} */
    default List<Tensor> flatten() {
        return List.of();
    }

    /**
     * A value like this one that wraps others: the inverse of {@link #flatten}.
     *
     * @param trace the interpreter that owns it, of the same class as this value's
     * @param values what it wraps, as many as this value does
     * @return the value; nothing if an interpreter knows more of its values than what they wrap
     */
    default Optional<Tensor> unflatten(Trace trace, List<Tensor> values) {
        return Optional.empty();
    }
}
