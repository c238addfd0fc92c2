package dualflow.flow;

import java.util.Locale;

/** A solve that cannot go on; the message is one sentence that says what, where and what to do. */
public abstract class OdeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The time at which the solver stopped. */
    private final double time;

    private OdeException(double time, String message) {
        super(message);
        this.time = time;
    }

    /**
     * Where the solve stopped.
     *
     * @return the time t of the last valid state
     */
    public double time() {
        return time;
    }

    private static String at(double time) {
        return String.format(Locale.ROOT, "t = %.6g", time);
    }

    /** Step control took more steps than were allowed. */
    public static final class TooManySteps extends OdeException {
        private static final long serialVersionUID = 1L;

        TooManySteps(int limit, double time) {
            super(
                    time,
                    "the solve took " + limit + " steps and got only to " + at(time)
                            + "; allow more steps or larger tolerances");
        }
    }

    /** Step control asked for a step too small to change the time. */
    public static final class StepUnderflow extends OdeException {
        private static final long serialVersionUID = 1L;

        StepUnderflow(double step, double time) {
            super(
                    time,
                    String.format(
                            Locale.ROOT,
                            "the step fell to %.3g at %s and no longer moves the time; the velocity is not smooth there, or the"
                                    + " tolerances are below the rounding of the numbers' format",
                            step,
                            at(time)));
        }
    }

    /** The state became infinite or NaN. */
    public static final class NonFiniteState extends OdeException {
        private static final long serialVersionUID = 1L;

        NonFiniteState(double step, double time) {
            super(
                    time,
                    String.format(
                            Locale.ROOT,
                            "the velocity gave a number that is not finite in the step of %.3g from %s; check the field there, or"
                                    + " take smaller steps",
                            step,
                            at(time)));
        }
    }

    /** A solve between two times that are tensors stopped, for the reason that its cause states. */
    public static final class BetweenTimes extends OdeException {
        private static final long serialVersionUID = 1L;

        BetweenTimes(OdeException cause) {
            super(cause.time(), "with t = 0 at the solve's first time and t = 1 at its last, " + cause.getMessage());
            initCause(cause);
        }
    }
}
