package dualflow.bench;

/**
 * The approximate time of a case on the reference machine, two idle cores of an AMD EPYC; {@link Pace} says how much slower another one is.
 *
 * @param prepare seconds until its first round, for drawing, compiling, and trying the peers' ways
 * @param round seconds of a round
 */
record Cost(double prepare, double round) {
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
    static Cost of(String group, boolean peers) {
        return switch (group) {
            case "product" -> peers ? new Cost(5, 0.2) : new Cost(1.5, 0.05);
            case "conv-direct", "winograd" -> peers ? new Cost(5, 0.2) : new Cost(2, 0.05);
            case "flow-unet" -> peers ? new Cost(150, 2) : new Cost(8, 0.2);
            case "flow-unet-1" -> peers ? new Cost(130, 0.5) : new Cost(6, 0.1);
            case "attention-unet" -> peers ? new Cost(200, 4.5) : new Cost(15, 0.25);
            case "tangents" -> peers ? new Cost(90, 1.2) : new Cost(10, 0.15);
            case "dual-ratio" -> peers ? new Cost(15, 0.25) : new Cost(10, 0.25);
            case "training" -> peers ? new Cost(20, 1.7) : new Cost(12, 0.8);
            case "euler" -> peers ? new Cost(60, 3.5) : new Cost(90, 3.5);
            case "start" -> new Cost(9, 0.3);
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
