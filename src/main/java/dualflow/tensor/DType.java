package dualflow.tensor;

/** The format of a tensor's numbers: IEEE 754 binary32 or binary64. */
public enum DType {
    /** IEEE 754 binary32: 24 significant bits. */
    FLOAT32(4),
    /** IEEE 754 binary64: 53 significant bits. */
    FLOAT64(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The size of one number.
     *
     * @return bytes per number
     */
    public int bytes() {
        return bytes;
    }

    /**
     * Rounds a value to this format.
     *
     * @param value any number
     * @return the nearest number of this format, as a double
     */
    public double round(double value) {
        return this == FLOAT32 ? (float) value : value;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
