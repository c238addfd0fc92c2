package dualflow.figure;

/**
 * The colours of figures. Series take those of Okabe and Ito, which people with any common form of colour blindness can tell apart;
 * signed values take ColorBrewer's RdBu and amounts its Blues, both safe for the colour-blind too.
 */
public final class Palette {
    /** Okabe and Ito's blue. */
    public static final int BLUE = 0x0072B2;

    /** Okabe and Ito's vermilion. */
    public static final int VERMILION = 0xD55E00;

    /** Okabe and Ito's bluish green. */
    public static final int GREEN = 0x009E73;

    /** Okabe and Ito's reddish purple. */
    public static final int PURPLE = 0xCC79A7;

    /** Okabe and Ito's orange. */
    public static final int ORANGE = 0xE69F00;

    /** Okabe and Ito's sky blue. */
    public static final int SKY = 0x56B4E9;

    /** Black, the eighth of them; their yellow is too light for lines on white. */
    public static final int BLACK = 0x000000;

    /** What has no value. */
    public static final int UNDEFINED = 0xB0B0B0;

    private static final int[] SERIES = {BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK};
    private static final int[] POSITIVE = {0xF7F7F7, 0xFDDBC7, 0xF4A582, 0xD6604D, 0xB2182B, 0x67001F};
    private static final int[] NEGATIVE = {0xF7F7F7, 0xD1E5F0, 0x92C5DE, 0x4393C3, 0x2166AC, 0x053061};
    private static final int[] AMOUNT = {
        0xFFFFFF, 0xF7FBFF, 0xDEEBF7, 0xC6DBEF, 0x9ECAE1, 0x6BAED6, 0x4292C6, 0x2171B5, 0x08519C, 0x08306B
    };

    private Palette() {}

    /**
     * The colour of a series.
     *
     * @param i its number, from 0; after the last colour comes the first again
     * @return the colour, 0xRRGGBB
     */
    public static int series(int i) {
        return SERIES[i % SERIES.length];
    }

    /**
     * The colour of a signed value.
     *
     * @param value from -1, dark blue, through 0, white, to 1, dark red; values outside are clamped
     * @return the colour, 0xRRGGBB; grey for NaN
     */
    public static int signed(double value) {
        return Double.isNaN(value) ? UNDEFINED : between(value < 0 ? NEGATIVE : POSITIVE, Math.abs(value));
    }

    /**
     * The colour of an amount.
     *
     * @param part from 0, white, to 1, dark blue; values outside are clamped
     * @return the colour, 0xRRGGBB; grey for NaN
     */
    public static int amount(double part) {
        return Double.isNaN(part) ? UNDEFINED : between(AMOUNT, part);
    }

    private static int between(int[] stops, double part) {
        double at = Math.max(0, Math.min(1, part)) * (stops.length - 1);
        int i = Math.min((int) at, stops.length - 2);
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = stops[i] >> shift & 255;
            int to = stops[i + 1] >> shift & 255;
            colour |= (int) Math.rint(from + (at - i) * (to - from)) << shift;
        }
        return colour;
    }
}
