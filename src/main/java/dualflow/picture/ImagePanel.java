package dualflow.picture;

import dualflow.figure.Drawing;
import dualflow.figure.Ink;
import dualflow.figure.Lettering;
import dualflow.figure.Panel;
import dualflow.figure.Sheet;
import dualflow.figure.Stroke;

/**
 * An image with a title, its pixels as squares.
 *
 * @param title the title
 * @param columns the image's width in pixels
 * @param rgb its pixels, row by row, 0xRRGGBB
 * @param side the side of a pixel, in points
 * @param framed the indices of pixels with a frame
 */
record ImagePanel(String title, int columns, int[] rgb, double side, int... framed) implements Panel {
    @Override
    public double width() {
        return Math.max(columns * side, Lettering.room(title, Sheet.TITLE)) + 8;
    }

    @Override
    public double height() {
        return Sheet.TITLE + 10 + rows() * side + 4;
    }

    @Override
    public void draw(Drawing drawing, double x, double y) {
        double top = y + Sheet.TITLE + 10;
        double height = rows() * side;
        drawing.text(x, y + Sheet.TITLE, title, Sheet.TITLE, Drawing.Anchor.START);
        drawing.pixels(x, top, columns * side, height, columns, rgb);
        drawing.frame(x, top, columns * side, height, new Stroke(Ink.GREY, 1));
        for (int pixel : framed) {
            int row = pixel / columns;
            drawing.frame(x + pixel % columns * side, top + row * side, side, side, new Stroke(Ink.BLACK, 1.6));
        }
    }

    private int rows() {
        return rgb.length / columns;
    }
}
