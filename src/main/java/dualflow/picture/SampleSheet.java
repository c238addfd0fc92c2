package dualflow.picture;

import dualflow.figure.Drawing;
import dualflow.tensor.Shape;

/** Images in rows and columns, as close to a square as possible. */
public final class SampleSheet {
    private static final int GAP = 2;
    private static final int ABOUT = 84;

    private SampleSheet() {}

    /**
     * Draws the images, small ones enlarged by an integer factor.
     *
     * @param images all pixels, image by image, row by row, channels last; 0 is black, 1 is white, and values outside are clamped
     * @param shape the shape of each image, [rows, columns, channels]
     * @return the picture
     */
    public static Drawing draw(double[] images, Shape shape) {
        return draw(images, shape, (int) Math.ceil(Math.sqrt((double) images.length / shape.size())));
    }

    /**
     * Likewise, a given number in a row.
     *
     * @param images all pixels, likewise
     * @param shape the shape of each image, [rows, columns, channels]
     * @param across how many are in a row
     * @return the picture
     */
    public static Drawing draw(double[] images, Shape shape, int across) {
        int rows = shape.dim(-3);
        int columns = shape.dim(-2);
        int channels = shape.dim(-1);
        int count = images.length / shape.size();
        int down = (count + across - 1) / across;
        int scale = Math.max(1, ABOUT / Math.max(rows, columns));
        int width = columns * scale + GAP;
        int height = rows * scale + GAP;
        int sheetWidth = across * width + GAP;
        int[] sheet = new int[sheetWidth * (down * height + GAP)];
        for (int i = 0; i < sheet.length; i++) {
            int x = i % sheetWidth;
            int y = i / sheetWidth;
            int image = y / height * across + x / width;
            int row = (y % height - GAP) / scale;
            int column = (x % width - GAP) / scale;
            boolean isGap = y % height < GAP || x % width < GAP || image >= count;
            int at = image * shape.size() + (row * columns + column) * channels;
            sheet[i] = isGap ? PixelColour.WHITE : PixelColour.of(images, at, channels);
        }
        return Drawing.ofPixels(count + " images", sheetWidth, sheet);
    }
}
