package dualflow.device;

/** The amount of computation of a command, by which {@link Devices#AUTO} chooses its device. */
public enum Workload {
    /** The host finishes before an OpenCL driver has compiled the kernels. */
    SMALL,
    /** Large enough to justify kernel compilation. */
    LARGE;

    /**
     * On the host, two cores take about two seconds for this in float64. PoCL takes as long to compile the first ten kernels, and a network
     * has thirty.
     */
    private static final long MOST_OF_SMALL = 4_000_000_000L;

    /**
     * The workload of a known number of operations.
     *
     * @param multiplyAdds the number of multiply-adds
     * @return {@link #SMALL} up to four billion
     */
    public static Workload of(long multiplyAdds) {
        return multiplyAdds <= MOST_OF_SMALL ? SMALL : LARGE;
    }
}
