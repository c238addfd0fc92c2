package dualflow.figure;

/**
 * How a line is drawn.
 *
 * @param ink its colour
 * @param width its width, in points
 * @param isDashed whether it has gaps
 */
public record Stroke(Ink ink, double width, boolean isDashed) {
    /**
     * A line without gaps.
     *
     * @param ink its colour
     * @param width its width, in points
     */
    public Stroke(Ink ink, double width) {
        this(ink, width, false);
    }

    /** The length of a dash; half of it is the gap. */
    double dash() {
        return 2 + 2.5 * width;
    }
}
