package dualflow.cli;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A generated image and beside it the derivative J z along one direction, the picture of the paper's Fig. 3(a): white is no
 * change, red is brighter, blue is darker; the colours end at the largest change.
 */
final class DerivativeImage {
    private static final int SCALE = 10;
    private static final int GAP = 2;

    private DerivativeImage() {}

    /**
     * Draws both.
     *
     * @param image the pixels, row by row; 0 is black, 1 white, what is outside is cut off
     * @param derivative the derivative of each pixel
     * @param columns the image's width
     * @return the picture
     */
    static BufferedImage draw(double[] image, double[] derivative, int columns) {
        int rows = image.length / columns;
        double largest = Arrays.stream(derivative).map(Math::abs).max().orElse(0);
        BufferedImage picture =
                new BufferedImage((2 * columns + GAP) * SCALE, rows * SCALE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int row = y / SCALE * columns;
                int column = x / SCALE;
                if (column < columns) {
                    picture.setRGB(x, y, grey(image[row + column]));
                } else if (column < columns + GAP) {
                    picture.setRGB(x, y, 0xFFFFFF);
                } else {
                    double change = derivative[row + column - columns - GAP];
                    picture.setRGB(x, y, diverging(largest == 0 ? 0 : change / largest));
                }
            }
        }
        return picture;
    }

    private static int grey(double brightness) {
        return 0x010101 * level(brightness);
    }

    private static int diverging(double change) {
        int rest = level(1 - Math.abs(change));
        return change >= 0 ? 0xFF0000 | (0x000101 * rest) : 0x0000FF | (0x010100 * rest);
    }

    private static int level(double brightness) {
        return (int) Math.rint(255 * Math.max(0, Math.min(1, brightness)));
    }
}
