package dualflow.digits;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** An attribute of digits that a causal model assigns, and that {@link Morphometry} measures. */
public enum DigitVariable {
    /** The thickness of the strokes, in pixels. */
    THICKNESS,
    /** The brightness, from 0 to 255. */
    INTENSITY,
    /** The angle by which the digit leans to the right, in radians. */
    SLANT;

    /**
     * The variable with a name.
     *
     * @param name as {@link #toString} gives it
     * @return the variable
     * @throws IllegalArgumentException if there is none
     */
    public static DigitVariable named(String name) {
        return Arrays.stream(values())
                .filter(variable -> variable.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no variable '" + name + "'; there are "
                        + Arrays.stream(values()).map(DigitVariable::toString).collect(Collectors.joining(", "))
                        + "."));
    }

    /**
     * What was measured of the variable.
     *
     * @param measures the measures of an image
     * @return that of this variable
     */
    public double of(Morphometry measures) {
        return switch (this) {
            case THICKNESS -> measures.thickness();
            case INTENSITY -> measures.intensity();
            case SLANT -> measures.slant();
        };
    }

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
