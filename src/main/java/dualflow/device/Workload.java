package dualflow.device;

/** How much a command computes, by which {@link Devices#AUTO} chooses its device. */
public enum Workload {
    /** Done by the host sooner than an OpenCL driver has compiled the first kernels for it. */
    SMALL,
    /** Worth a driver's compiling. */
    LARGE;

    /** The host does so much in a tenth of a second or two; a driver's compiler takes as long for one kernel. */
    private static final long MOST_OF_SMALL = 100_000_000;

    /**
     * The workload of a known number of operations.
     *
     * @param multiplyAdds how many
     * @return {@link #SMALL} up to a hundred million
     */
    public static Workload of(long multiplyAdds) {
        return multiplyAdds <= MOST_OF_SMALL ? SMALL : LARGE;
    }
}
