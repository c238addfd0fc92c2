package dualflow.tensor;

/**
 * Bytes in messages. A need is rounded up and an available amount rounded down, so that where the one exceeds the other the
 * message shows it.
 */
public final class Mebibytes {
    private static final int LOG2_BYTES = 20;

    private Mebibytes() {}

    /**
     * Bytes that something needs.
     *
     * @param bytes their number
     * @return such as "1537 MiB", rounded up
     */
    public static String needed(long bytes) {
        return -(-bytes >> LOG2_BYTES) + " MiB";
    }

    /**
     * Bytes that are available.
     *
     * @param bytes how many
     * @return such as "1536 MiB", rounded down
     */
    public static String available(long bytes) {
        return (bytes >> LOG2_BYTES) + " MiB";
    }
}
