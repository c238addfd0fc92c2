package dualflow.figure;

/** A part of a figure. */
public interface Panel {
    /**
     * The panel's width with all that belongs to it.
     *
     * @return it, in points
     */
    double width();

    /**
     * The panel's height with all that belongs to it.
     *
     * @return it, in points
     */
    double height();

    /**
     * Draws it.
     *
     * @param drawing the page
     * @param x its left
     * @param y its top
     */
    void draw(Drawing drawing, double x, double y);
}
