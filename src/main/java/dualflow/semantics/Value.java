package dualflow.semantics;

import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A value: its numbers, its symbolic type, and what is known of it.
 *
 * @param tensor the numbers; of a multiple of I its factor
 * @param type its type
 * @param degree how it depends on the Gaussian noise that is being averaged over
 * @param literal the number, if it is written as one; 0 then fits every type
 * @param form how the value was made, where that is more exact than the value
 */
record Value(Tensor tensor, ValueType type, Degree degree, OptionalDouble literal, Optional<Form> form)
        implements Meaning {
    /** What a value was computed from. */
    sealed interface Form {}

    /** The value is e. */
    record Exponential() implements Form {}

    /** The value is e^exponent. */
    record ExponentialOf(Value exponent) implements Form {}

    /** The value is a sum of factors times exponentials, which is computed only where it is asked for. */
    record ExponentialSum(Supplier<List<Term>> terms) implements Form {}

    /**
     * A factor times e^exponent.
     *
     * @param factor a polynomial of the noise, of the sum's type
     * @param exponent a number, a polynomial of the noise of degree 2 at most
     */
    record Term(Value factor, Value exponent) {}

    /** The value is the square root of a value. */
    record RootOf(Value square) implements Form {}

    Value(Tensor tensor, ValueType type, Degree degree) {
        this(tensor, type, degree, OptionalDouble.empty(), Optional.empty());
    }

    /** A value that does not depend on noise. */
    static Value of(Tensor tensor, ValueType type) {
        return new Value(tensor, type, Degree.NONE);
    }

    Value withForm(Form made) {
        return new Value(tensor, type, degree, literal, Optional.of(made));
    }

    /** Whether it is the written number 0, which fits every type. */
    boolean isZero() {
        return literal.isPresent() && literal.getAsDouble() == 0;
    }
}
