package dualflow.device;

/** How much a command computes, by which {@link Devices#AUTO} chooses its device. */
public enum Workload {
    /** Done by the host before an OpenCL driver has compiled the kernels for it. */
    SMALL,
    /** Worth a driver's compiling. */
    LARGE;

    /**
     * Two cores do so much on the host in some two seconds in float64. PoCL takes as long for the first ten kernels that it compiles, and
     * a network has thirty.
     */
    private static final long MOST_OF_SMALL = 4_000_000_000L;

    /**
     * The workload of a known number of operations.
     *
     * @param multiplyAdds how many
     * @return {@link #SMALL} up to four thousand million
     */
    public static Workload of(long multiplyAdds) {
        return multiplyAdds <= MOST_OF_SMALL ? SMALL : LARGE;
    }
}
