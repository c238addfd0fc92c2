package dualflow.semantics;

import dualflow.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A value: its numbers, its symbolic type, and what is known of it.
 *
 * @param tensor the numbers; of a multiple of I its factor
 * @param type its type
 * @param degree as a polynomial of the Gaussian noise that is being averaged over: 0 if it does not depend on it, infinite if it is no polynomial
 * @param literal the number, if it is written as one; 0 then fits every type
 * @param form how the value was made, where that is more exact than the value
 */
record Value(Tensor tensor, ValueType type, double degree, OptionalDouble literal, Optional<Form> form)
        implements Meaning {
    static final double NOT_POLYNOMIAL = Double.POSITIVE_INFINITY;

    /** What a value was computed from. */
    sealed interface Form {}

    /** The value is e^exponent. */
    record ExponentialOf(Value exponent) implements Form {}

    /** The value is the square root of a value. */
    record RootOf(Value square) implements Form {}

    Value(Tensor tensor, ValueType type, double degree) {
        this(tensor, type, degree, OptionalDouble.empty(), Optional.empty());
    }

    /** A value that does not depend on noise. */
    static Value of(Tensor tensor, ValueType type) {
        return new Value(tensor, type, 0);
    }

    Value withForm(Form made) {
        return new Value(tensor, type, degree, literal, Optional.of(made));
    }

    Value withDegree(double other) {
        return new Value(tensor, type, other, literal, form);
    }

    /** Whether it is the written number 0, which fits every type. */
    boolean isZero() {
        return literal.isPresent() && literal.getAsDouble() == 0;
    }

    /** The degree of something that is no polynomial of a value. */
    static double nonlinear(double... degrees) {
        for (double degree : degrees) {
            if (degree != 0) {
                return NOT_POLYNOMIAL;
            }
        }
        return 0;
    }
}
