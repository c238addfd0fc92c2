package dualflow.figure;

/**
 * A colour with an opacity.
 *
 * @param rgb the colour, 0xRRGGBB
 * @param opacity from 0, invisible, to 1
 */
public record Ink(int rgb, double opacity) {
    /** Text and axes. */
    public static final Ink BLACK = new Ink(0x000000, 1);

    /** Frames and ticks. */
    public static final Ink GREY = new Ink(0x595959, 1);

    /** Grid lines. */
    public static final Ink LIGHT = new Ink(0xDDDDDD, 1);

    /** The page. */
    public static final Ink WHITE = new Ink(0xFFFFFF, 1);

    /**
     * An opaque colour.
     *
     * @param rgb the colour, 0xRRGGBB
     */
    public Ink(int rgb) {
        this(rgb, 1);
    }

    /**
     * The same colour, to be seen through.
     *
     * @param part the opacity, from 0 to 1
     * @return the ink
     */
    public Ink faint(double part) {
        return new Ink(rgb, part);
    }
}
