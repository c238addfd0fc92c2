package dualflow.data;

import static java.util.Objects.checkIndex;

/**
 * Grey images of one size, as an IDX file holds them.
 *
 * @param count the number of images
 * @param rows the rows of each image
 * @param columns the columns of each image
 * @param pixels the unsigned bytes of all images, {@code [count, rows, columns]} in row-major order; not copied
 */
public record IdxImages(int count, int rows, int columns, byte[] pixels) {
    /**
     * Checks that the pixels fill the images.
     *
     * @param count positive
     * @param rows positive
     * @param columns positive
     * @param pixels {@code count * rows * columns} bytes
     * @throws IllegalArgumentException if one of these does not hold
     */
    public IdxImages {
        if (count <= 0 || rows <= 0 || columns <= 0) {
            throw new IllegalArgumentException(
                    "Images of shape " + count + " x " + rows + " x " + columns + ": each number must be positive.");
        }
        if (pixels.length != Math.multiplyExact(Math.multiplyExact((long) count, rows), columns)) {
            throw new IllegalArgumentException(
                    pixels.length + " pixels do not fill " + count + " images of " + rows + " x " + columns + ".");
        }
    }

    /**
     * One pixel as a number.
     *
     * @equation (v AND 255) / 255 for the stored byte v
     * @param image the image, from 0
     * @param row the row, from 0 at the top
     * @param column the column, from 0 at the left
     * @return the brightness in [0, 1]
     * @throws IndexOutOfBoundsException if there is no such image, row or column
     */
    public double pixel(int image, int row, int column) {
        checkIndex(image, count);
        checkIndex(row, rows);
        checkIndex(column, columns);
        return brightness(pixels[(image * rows + row) * columns + column]);
    }

    /**
     * All pixels of one image as numbers.
     *
     * @shape [rows * columns], row-major
     * @param image the image, from 0
     * @return a new array of brightnesses in [0, 1]
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public double[] image(int image) {
        checkIndex(image, count);
        int size = rows * columns;
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            result[i] = brightness(pixels[image * size + i]);
        }
        return result;
    }

    private static double brightness(byte value) {
        return (value & 255) / 255.0;
    }
}
