package dualflow.cli;

/** The exit codes of the command line. */
public final class ExitCode {
    /** Everything requested was done, and every check passed. */
    public static final int OK = 0;
    /** A check failed, or a result is not finite. */
    public static final int CHECK_FAILED = 1;
    /** The command line is invalid. */
    public static final int USAGE = 2;
    /** No suitable device. */
    public static final int NO_DEVICE = 3;
    /** An input file is missing, damaged or of the wrong kind. */
    public static final int BAD_INPUT = 4;
    /** The device failed while running, or there was not enough memory. */
    public static final int DEVICE_FAILURE = 5;
    /** A result could not be written. */
    public static final int OUTPUT_FAILURE = 6;
    /** The program could not be built or started: returned only by the launcher {@code tools/dualflow}. */
    public static final int CANNOT_START = 7;
    /** An internal error of dualflow. */
    public static final int INTERNAL_ERROR = 70;

    private ExitCode() {}
}
