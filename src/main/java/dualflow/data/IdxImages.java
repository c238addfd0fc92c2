package dualflow.data;

import static java.util.Objects.checkIndex;

/**
 * Grey images of one size, the contents of an IDX file.
 *
 * @param count the number of images
 * @param height the rows of each image
 * @param width the columns of each image
 * @param pixels the unsigned bytes of all images, {@code [count, height, width]} in row-major order; not copied
 */
public record IdxImages(int count, int height, int width, byte[] pixels) implements Images {
    /**
     * Checks that the pixels fill the images.
     *
     * @param count positive
     * @param height positive
     * @param width positive
     * @param pixels {@code count * height * width} bytes
     * @throws IllegalArgumentException if one of these does not hold
     */
    public IdxImages {
        if (count <= 0 || height <= 0 || width <= 0) {
            throw new IllegalArgumentException(
                    "Images of shape " + count + " x " + height + " x " + width + ": each number must be positive.");
        }
        if (pixels.length != Math.multiplyExact(Math.multiplyExact((long) count, height), width)) {
            throw new IllegalArgumentException(
                    pixels.length + " pixels do not fill " + count + " images of " + height + " x " + width + ".");
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
        checkIndex(row, height);
        checkIndex(column, width);
        return brightness(pixels[(image * height + row) * width + column]);
    }

    /** One channel: IDX images are grey. */
    @Override
    public int channels() {
        return 1;
    }

    @Override
    public double[] image(int image) {
        checkIndex(image, count);
        int size = height * width;
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            result[i] = brightness(pixels[image * size + i]);
        }
        return result;
    }

    /**
     * Whether all images are equal.
     *
     * @return true if they are, or there is only one
     */
    public boolean areEqual() {
        int size = height * width;
        for (int i = size; i < pixels.length; i++) {
            if (pixels[i] != pixels[i % size]) {
                return false;
            }
        }
        return true;
    }

    private static double brightness(byte value) {
        return (value & 255) / 255.0;
    }
}
