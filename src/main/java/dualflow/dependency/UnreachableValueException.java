package dualflow.dependency;

/** An output cannot be made to change by a given value: no direction does that. */
public final class UnreachableValueException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final int output;
    private final double value;
    private final long sample;

    UnreachableValueException(int output, double value, long sample) {
        super("no direction at sample " + sample + " changes output " + output + " by " + value
                + ": its gradient there is zero, or its change follows from those of the other held outputs");
        this.output = output;
        this.value = value;
        this.sample = sample;
    }

    /**
     * The output.
     *
     * @return its index, from 0
     */
    public int output() {
        return output;
    }

    /**
     * The value.
     *
     * @return by how much the output should change
     */
    public double value() {
        return value;
    }

    /**
     * The sample at which it cannot.
     *
     * @return its index, from 0
     */
    public long sample() {
        return sample;
    }
}
