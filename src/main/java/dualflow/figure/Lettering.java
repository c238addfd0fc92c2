package dualflow.figure;

/** The width of text: Helvetica's for PDF, and with room to spare for the wider letters of other fonts. */
public final class Lettering {
    /** Letters of other fonts, such as DejaVu Sans, are wider than Helvetica's by about this factor. */
    private static final double ROOM = 1.13;

    /** Thousandths of the size, of the characters from space to tilde, as in Adobe's metrics of Helvetica. */
    private static final short[] HELVETICA = {
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
                556,
        556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
                833,
        722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500,
                556,
        556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500,
                334,
        260, 334, 584
    };

    private Lettering() {}

    /** Thousandths of the size that a character of Helvetica takes. */
    static int helvetica(int c) {
        return c >= ' ' && c <= '~' ? HELVETICA[c - ' '] : 556;
    }

    /**
     * The width that a text takes at most, in about any font without serifs.
     *
     * @param text the text
     * @param size the size of its letters, in points
     * @return the width, in points
     */
    public static double room(String text, double size) {
        return ROOM
                * size
                * text.codePoints()
                        .map(c -> c < 0x2000 ? helvetica(c) : raised(c) ? 360 : 700)
                        .sum()
                / 1000;
    }

    private static boolean raised(int c) {
        return c >= 0x2070 && c <= 0x209C;
    }
}
