package dualflow.tensor;

import java.util.Locale;

/** The format of a tensor's elements: IEEE 754 binary32 or binary64. */
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
     * The size of one element.
     *
     * @return bytes per element
     */
    public int bytes() {
        return bytes;
    }

    /**
     * The distance from 1 to the next larger number, twice the unit roundoff.
     *
     * @return 2^-23 or 2^-52
     */
    public double ulp() {
        return this == FLOAT32 ? Math.ulp(1f) : Math.ulp(1.0);
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
        return name().toLowerCase(Locale.ROOT);
    }
}
