package dualflow.data;

import dualflow.tensor.Shape;

/**
 * A collection of images of one size, numbered from 0: an IDX file or a folder. An image is read when it is asked for, so that a
 * collection may be larger than the memory.
 */
public interface Images {
    /**
     * The number of images.
     *
     * @return how many there are, at least 1
     */
    int count();

    /**
     * The number of rows of each image.
     *
     * @return the height in pixels
     */
    int height();

    /**
     * The number of columns of each image.
     *
     * @return the width in pixels
     */
    int width();

    /**
     * The number of channels.
     *
     * @return 1 for grey, 3 for red, green and blue
     */
    int channels();

    /**
     * One image as an array of numbers.
     *
     * @shape [height * width * channels], row-major with the channels last
     * @param image the image, from 0
     * @return a new array of brightnesses in [0, 1]
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws BadFileException if its file cannot be read
     */
    double[] image(int image);

    /**
     * The shape of one image.
     *
     * @return [height, width, channels]
     */
    default Shape shape() {
        return Shape.of(height(), width(), channels());
    }
}
