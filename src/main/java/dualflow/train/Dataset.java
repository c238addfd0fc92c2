package dualflow.train;

import dualflow.data.Images;
import dualflow.tensor.Shape;

/** Samples of one shape, by index. Safe for use by several threads. */
public interface Dataset {
    /**
     * The number of samples.
     *
     * @return the count, at least 1
     */
    int count();

    /**
     * The shape of a sample in the engine's layout: images are [height, width, channels].
     *
     * @return the shape
     */
    Shape shape();

    /**
     * Copies a sample.
     *
     * @param sample its index, from 0
     * @param target receives its elements in row-major order
     * @param at the offset in the target
     */
    void copy(int sample, double[] target, int at);

    /**
     * The first samples.
     *
     * @param samples how many, from 1 to {@link #count}
     * @return those, of the same shape
     * @throws IllegalArgumentException if there are not that many
     */
    default Dataset first(int samples) {
        if (samples < 1 || samples > count()) {
            throw new IllegalArgumentException("there are " + count() + " samples, not " + samples);
        }
        Dataset all = this;
        return new Dataset() {
            @Override
            public int count() {
                return samples;
            }

            @Override
            public Shape shape() {
                return all.shape();
            }

            @Override
            public void copy(int sample, double[] target, int at) {
                all.copy(sample, target, at);
            }
        };
    }

    /**
     * Samples that are rows of a matrix.
     *
     * @param values all elements, one sample after the other; not copied
     * @param dimension the number of elements of a sample
     * @return the samples, of shape [dimension]
     * @throws IllegalArgumentException if the elements do not make whole samples, at least one
     */
    static Dataset rows(double[] values, int dimension) {
        if (dimension < 1 || values.length == 0 || values.length % dimension != 0) {
            throw new IllegalArgumentException(
                    values.length + " numbers do not make samples of " + dimension + " numbers each");
        }
        return new Dataset() {
            @Override
            public int count() {
                return values.length / dimension;
            }

            @Override
            public Shape shape() {
                return Shape.of(dimension);
            }

            @Override
            public void copy(int sample, double[] target, int at) {
                System.arraycopy(values, sample * dimension, target, at, dimension);
            }
        };
    }

    /**
     * Images as samples, with brightnesses in [0, 1].
     *
     * @param images the images
     * @return the samples, of shape [height, width, channels]
     */
    static Dataset of(Images images) {
        return new Dataset() {
            @Override
            public int count() {
                return images.count();
            }

            @Override
            public Shape shape() {
                return images.shape();
            }

            @Override
            public void copy(int sample, double[] target, int at) {
                double[] image = images.image(sample);
                System.arraycopy(image, 0, target, at, image.length);
            }
        };
    }
}
