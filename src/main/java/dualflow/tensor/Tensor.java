package dualflow.tensor;

import java.util.List;
import java.util.Optional;

/**
 * A value that flows through a program: an array on a device ({@link DeviceTensor}), a dual number, a value with a
 * mapped axis, or a recorded tangent. Programs see only this interface, which is why one program can be evaluated,
 * differentiated, mapped and recorded. A wrapper has shape, format, device and bottom of the first value that it wraps, unless it says otherwise.
 */
public interface Tensor extends Numbers {
    /** {@return the shape that the program sees} */
    default Shape shape() {
        return flatten().get(0).shape();
    }

    /** {@return the format of the elements, float32 or float64} */
    default DType dtype() {
        return flatten().get(0).dtype();
    }

    /** {@return the device that holds the elements} */
    default Device device() {
        return flatten().get(0).device();
    }

    /** {@return the interpreter that owns this value: {@link Eval} for arrays, a transformation's own otherwise} */
    Trace trace();

    /**
     * This value as an array. A value that a transformation traces is more than its elements: made into a new tensor they would be
     * a constant, whose derivative is zero. So it is refused for such a value; {@code Ops.stopGradient} gives the constant where that is
     * meant, and {@code Autodiff.primalValue} the elements for control flow that depends on them.
     *
     * @return this, if it is an array on a device
     * @throws TracedValueException if a transformation traces this value
     */
    @Override
    default DeviceTensor value() {
        throw new TracedValueException("the numbers of a value of shape " + shape() + " were asked for inside "
                + trace().about() + "; for a constant take Ops.stopGradient, for control flow Autodiff.primalValue");
    }

    /**
     * The array under all transformations: derivatives are dropped, and a mapped axis comes first, so that the shape then differs from
     * {@link #shape}. For code that looks at all elements alike, such as step control and checks of arguments; what is computed from them is
     * a constant to every transformation.
     *
     * @return the tensor at the bottom
     * @throws TracedValueException if there is none, as in a recorded program
     */
    default DeviceTensor bottom() {
        return flatten().get(0).bottom();
    }

    /** {@return the same value as a constant to differentiation, without tangents; a mapped axis stays: see {@code Ops.stopGradient}} */
    default Tensor stopGradient() {
        return this;
    }

    /** {@return the values that this one wraps, such as primal and tangent; none if it is an array or a placeholder} */
    default List<Tensor> flatten() {
        return List.of();
    }

    /**
     * A value like this one that wraps others: the inverse of {@link #flatten}.
     *
     * @param trace the interpreter that owns it, of the same class as this value's
     * @param values what it wraps, as many values as this one does
     * @return the value; nothing if an interpreter knows more about its values than what they wrap
     */
    default Optional<Tensor> unflatten(Trace trace, List<Tensor> values) {
        return Optional.empty();
    }
}
