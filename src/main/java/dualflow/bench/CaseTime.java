package dualflow.bench;

/**
 * The approximate time of a case on the reference machine, two idle cores of an AMD EPYC; {@link Pace} says how much slower another one is.
 *
 * @param prepare seconds until its first round, for drawing, compiling, and trying the peers' ways
 * @param round seconds of a round
 */
record CaseTime(double prepare, double round) {
    /** Seconds of one measurement of the device. */
    static final double CALIBRATION = 0.7;

    /** Seconds until all processes have started. */
    static double start(boolean peers) {
        return peers ? 10 : 2;
    }

    /**
     * Of each case of a group.
     *
     * @param peers whether they run too
     */
    static CaseTime of(String group, boolean peers) {
        return switch (group) {
            case "product" -> peers ? new CaseTime(5, 0.2) : new CaseTime(1.5, 0.05);
            case "conv-direct", "winograd" -> peers ? new CaseTime(5, 0.2) : new CaseTime(2, 0.05);
            case "flow-unet" -> peers ? new CaseTime(150, 2) : new CaseTime(8, 0.2);
            case "flow-unet-1" -> peers ? new CaseTime(130, 0.5) : new CaseTime(6, 0.1);
            case "attention-unet" -> peers ? new CaseTime(200, 4.5) : new CaseTime(15, 0.25);
            case "tangents" -> peers ? new CaseTime(90, 1.2) : new CaseTime(10, 0.15);
            case "dual-ratio" -> peers ? new CaseTime(15, 0.25) : new CaseTime(10, 0.25);
            case "training" -> peers ? new CaseTime(20, 1.7) : new CaseTime(12, 0.8);
            case "euler" -> peers ? new CaseTime(60, 3.5) : new CaseTime(90, 3.5);
            case "solvers" -> peers ? new CaseTime(12, 1) : new CaseTime(3, 0.3);
            case "start" -> new CaseTime(1, 2);
            default -> throw new IllegalArgumentException("there is no case '" + group + "'");
        };
    }

    /** Seconds for a number of rounds, with the measurements of the device around them. */
    static double rounds(int count, double round, double calibration) {
        double perBlock =
                Math.min(SteadyRounds.BLOCK_ROUNDS, Math.max(1, Math.ceil(SteadyRounds.BLOCK_SECONDS / round)));
        return count * round + (Math.ceil(count / perBlock) + 1) * calibration;
    }
}
