package dualflow.figure;

/**
 * How a series looks.
 *
 * @param ink its colour
 * @param width the width of its line, in points; 0 for none
 * @param isDashed whether the line has gaps
 * @param mark what stands at its points
 * @param size the marks' radius, in points
 */
public record Look(Ink ink, double width, boolean isDashed, Mark mark, double size) {
    private static final double WIDTH = 2;
    private static final double SIZE = 3.6;

    /** What stands at a point. */
    public enum Mark {
        /** Nothing. */
        NONE,
        /** A circle. */
        CIRCLE,
        /** A square. */
        SQUARE,
        /** A triangle on its base. */
        TRIANGLE,
        /** A square on its corner. */
        DIAMOND;

        /**
         * The mark of a series, so that series differ not by their colours alone.
         *
         * @param i its number, from 0
         * @return the mark
         */
        public static Mark series(int i) {
            return values()[1 + i % (values().length - 1)];
        }
    }

    /**
     * A line.
     *
     * @param rgb its colour, 0xRRGGBB
     * @return the look
     */
    public static Look line(int rgb) {
        return new Look(new Ink(rgb), WIDTH, false, Mark.NONE, SIZE);
    }

    /**
     * Marks without a line.
     *
     * @param rgb their colour, 0xRRGGBB
     * @param mark their shape
     * @return the look
     */
    public static Look marks(int rgb, Mark mark) {
        return new Look(new Ink(rgb), 0, false, mark, SIZE);
    }

    /**
     * The same with gaps in the line.
     *
     * @return the look
     */
    public Look dashed() {
        return new Look(ink, width, true, mark, size);
    }

    /**
     * The same with another line.
     *
     * @param points the line's width
     * @return the look
     */
    public Look wide(double points) {
        return new Look(ink, points, isDashed, mark, size);
    }

    /**
     * The same with marks.
     *
     * @param shape their shape
     * @return the look
     */
    public Look with(Mark shape) {
        return new Look(ink, width, isDashed, shape, size);
    }

    /**
     * The same with marks of another size.
     *
     * @param radius their radius, in points
     * @return the look
     */
    public Look sized(double radius) {
        return new Look(ink, width, isDashed, mark, radius);
    }

    /**
     * The same, to be seen through.
     *
     * @param opacity from 0 to 1
     * @return the look
     */
    public Look faint(double opacity) {
        return new Look(ink.faint(opacity), width, isDashed, mark, size);
    }

    Stroke stroke() {
        return new Stroke(ink, width, isDashed);
    }

    void mark(Drawing drawing, double x, double y) {
        switch (mark) {
            case NONE -> {}
            case CIRCLE -> drawing.disc(x, y, size, ink);
            case SQUARE -> drawing.box(x - 0.9 * size, y - 0.9 * size, 1.8 * size, 1.8 * size, ink);
            case TRIANGLE ->
                drawing.fill(
                        new double[] {x - 1.1 * size, x + 1.1 * size, x},
                        new double[] {y + 0.8 * size, y + 0.8 * size, y - 1.2 * size},
                        ink);
            case DIAMOND ->
                drawing.fill(
                        new double[] {x - 1.25 * size, x, x + 1.25 * size, x},
                        new double[] {y, y - 1.25 * size, y, y + 1.25 * size},
                        ink);
        }
    }
}
