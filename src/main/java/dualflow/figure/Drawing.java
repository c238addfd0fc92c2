package dualflow.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A page of shapes, in the order in which they cover each other. Lengths are in points, from the top left corner; y grows downwards.
 * {@link Format} makes a file of it.
 */
public final class Drawing {
    private static final int PIXELS_A_POINT = 2;

    private final String title;
    private final double width;
    private final double height;
    private final int pixelsPerPoint;
    private final List<Element> elements = new ArrayList<>();

    /** Where a text stands to its point. */
    public enum Anchor {
        /** It begins there. */
        START,
        /** Its middle is there. */
        MIDDLE,
        /** It ends there. */
        END
    }

    /** A shape. */
    sealed interface Element permits Fill, Outline, Disc, Words, Pixels, Clip {}

    /** The inside of a closed polygon. */
    record Fill(double[] x, double[] y, Ink ink) implements Element {}

    /** A polyline. */
    record Outline(double[] x, double[] y, boolean isClosed, Stroke stroke) implements Element {}

    /** The inside of a circle. */
    record Disc(double x, double y, double radius, Ink ink) implements Element {}

    /** A line of text; upright text reads from below. */
    record Words(double x, double y, String text, double size, Anchor anchor, boolean isUpright, Ink ink)
            implements Element {}

    /** Pixels with sharp edges, row by row, 0xRRGGBB. */
    record Pixels(double x, double y, double width, double height, int columns, int[] rgb) implements Element {
        int rows() {
            return rgb.length / columns;
        }
    }

    /** Shapes of which only what lies in a rectangle is seen. */
    record Clip(double x, double y, double width, double height, List<Element> elements) implements Element {}

    /**
     * An empty page.
     *
     * @param title what it shows, for readers who do not see it
     * @param width its width
     * @param height its height
     */
    public Drawing(String title, double width, double height) {
        this(title, width, height, PIXELS_A_POINT);
    }

    private Drawing(String title, double width, double height, int pixelsPerPoint) {
        this.title = title;
        this.width = width;
        this.height = height;
        this.pixelsPerPoint = pixelsPerPoint;
    }

    /**
     * An image, of one point a pixel.
     *
     * @param title what it shows
     * @param columns its width in pixels
     * @param rgb its pixels, row by row, 0xRRGGBB
     * @return the drawing; as PNG exactly these pixels
     */
    public static Drawing ofPixels(String title, int columns, int[] rgb) {
        int rows = rgb.length / columns;
        Drawing drawing = new Drawing(title, columns, rows, 1);
        drawing.pixels(0, 0, columns, drawing.height, columns, rgb);
        return drawing;
    }

    /**
     * What it shows.
     *
     * @return the title, which is not among the shapes
     */
    public String title() {
        return title;
    }

    /**
     * The page's width.
     *
     * @return it, in points
     */
    public double width() {
        return width;
    }

    /**
     * The page's height.
     *
     * @return it, in points
     */
    public double height() {
        return height;
    }

    int pixelsPerPoint() {
        return pixelsPerPoint;
    }

    List<Element> elements() {
        return elements;
    }

    /**
     * Draws a line.
     *
     * @param x0 where it starts
     * @param y0 where it starts
     * @param x1 where it ends
     * @param y1 where it ends
     * @param stroke how it is drawn
     */
    public void line(double x0, double y0, double x1, double y1, Stroke stroke) {
        outline(new double[] {x0, x1}, new double[] {y0, y1}, false, stroke);
    }

    /**
     * Draws a polyline; points that are not finite are gaps in it.
     *
     * @param x its points
     * @param y its points
     * @param isClosed whether the last is joined to the first
     * @param stroke how it is drawn
     */
    public void outline(double[] x, double[] y, boolean isClosed, Stroke stroke) {
        int start = 0;
        for (int i = 0; i <= x.length; i++) {
            if (i == x.length || !Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                if (i - start > 1) {
                    elements.add(new Outline(part(x, start, i), part(y, start, i), isClosed, stroke));
                }
                start = i + 1;
            }
        }
    }

    private static double[] part(double[] all, int from, int to) {
        return java.util.Arrays.copyOfRange(all, from, to);
    }

    /**
     * Fills a polygon.
     *
     * @param x its corners, finite
     * @param y its corners, finite
     * @param ink its colour
     */
    public void fill(double[] x, double[] y, Ink ink) {
        elements.add(new Fill(x.clone(), y.clone(), ink));
    }

    /**
     * Fills a rectangle.
     *
     * @param x its left
     * @param y its top
     * @param w its width
     * @param h its height
     * @param ink its colour
     */
    public void box(double x, double y, double w, double h, Ink ink) {
        fill(new double[] {x, x + w, x + w, x}, new double[] {y, y, y + h, y + h}, ink);
    }

    /**
     * Draws the border of a rectangle.
     *
     * @param x its left
     * @param y its top
     * @param w its width
     * @param h its height
     * @param stroke how it is drawn
     */
    public void frame(double x, double y, double w, double h, Stroke stroke) {
        outline(new double[] {x, x + w, x + w, x}, new double[] {y, y, y + h, y + h}, true, stroke);
    }

    /**
     * Fills a circle.
     *
     * @param x its centre
     * @param y its centre
     * @param radius its radius
     * @param ink its colour
     */
    public void disc(double x, double y, double radius, Ink ink) {
        elements.add(new Disc(x, y, radius, ink));
    }

    /**
     * Writes a line of text.
     *
     * @param x its point
     * @param y its base line
     * @param text the text, one line
     * @param size the size of the letters
     * @param anchor which part of it is at the point
     */
    public void text(double x, double y, String text, double size, Anchor anchor) {
        elements.add(new Words(x, y, text, size, anchor, false, Ink.BLACK));
    }

    /**
     * Writes a line of text that reads from below.
     *
     * @param x its base line
     * @param y its point
     * @param text the text, one line
     * @param size the size of the letters
     * @param anchor which part of it is at the point
     */
    public void upright(double x, double y, String text, double size, Anchor anchor) {
        elements.add(new Words(x, y, text, size, anchor, true, Ink.BLACK));
    }

    /**
     * Draws an image, its pixels with sharp edges.
     *
     * @param x its left
     * @param y its top
     * @param w its width
     * @param h its height
     * @param columns how many pixels are in a row
     * @param rgb its pixels, row by row, 0xRRGGBB
     */
    public void pixels(double x, double y, double w, double h, int columns, int[] rgb) {
        elements.add(new Pixels(x, y, w, h, columns, rgb.clone()));
    }

    /**
     * Draws shapes of which only what lies in a rectangle is seen.
     *
     * @param x its left
     * @param y its top
     * @param w its width
     * @param h its height
     * @param shapes draws them, on the drawing that it is given
     */
    public void clipped(double x, double y, double w, double h, Consumer<Drawing> shapes) {
        Drawing inside = new Drawing(title, width, height, pixelsPerPoint);
        shapes.accept(inside);
        elements.add(new Clip(x, y, w, h, inside.elements));
    }
}
