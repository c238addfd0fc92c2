package dualflow.dependency;

/** An output cannot be made to change by a given value: no direction does that. */
public final class UnreachableValueException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    /** The output's number, from 0. */
    private final int output;

    /** By how much it should change. */
    private final double value;

    /** The sample's number, from 0. */
    private final long sample;

    UnreachableValueException(int output, double value, long sample) {
        this("output " + output, output, value, sample);
    }

    private UnreachableValueException(String name, int output, double value, long sample) {
        super("no direction at sample " + sample + " changes " + name + " by " + value
                + ": its gradient there is zero, or its change follows from those of the other held outputs");
        this.output = output;
        this.value = value;
        this.sample = sample;
    }

    /**
     * The same where the output has a name.
     *
     * @param name the name of the output
     * @return an exception whose message has the name
     */
    public UnreachableValueException named(String name) {
        return new UnreachableValueException(name, output, value, sample);
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
