package dualflow.cli;

import dualflow.tensor.Shape;
import java.awt.image.BufferedImage;

/** Images in rows and columns, as close to a square as possible. */
final class SampleSheet {
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
    static BufferedImage draw(double[] images, Shape shape) {
        return draw(images, shape, (int) Math.ceil(Math.sqrt((double) images.length / shape.size())));
    }

    /** Likewise, this many in a row. */
    static BufferedImage draw(double[] images, Shape shape, int across) {
        int rows = shape.dim(-3);
        int columns = shape.dim(-2);
        int channels = shape.dim(-1);
        int count = images.length / shape.size();
        int down = (count + across - 1) / across;
        int scale = Math.max(1, ABOUT / Math.max(rows, columns));
        int width = columns * scale + GAP;
        int height = rows * scale + GAP;
        BufferedImage sheet = new BufferedImage(across * width + GAP, down * height + GAP, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                int image = y / height * across + x / width;
                int row = (y % height - GAP) / scale;
                int column = (x % width - GAP) / scale;
                boolean isGap = y % height < GAP || x % width < GAP || image >= count;
                int at = image * shape.size() + (row * columns + column) * channels;
                sheet.setRGB(x, y, isGap ? Colour.WHITE : Colour.of(images, at, channels));
            }
        }
        return sheet;
    }
}
