package dualflow.data;

/** The two orders of an image's numbers: channels last, as here, and channels first, as PyTorch has them. */
public final class ChannelOrder {
    private ChannelOrder() {}

    /**
     * From channels last to channels first.
     *
     * @param images images, one after the other, [..., pixels, channels]
     * @param pixels how many pixels an image has
     * @param channels how many channels
     * @return the same numbers as [..., channels, pixels]; the argument itself where both orders are one
     */
    public static double[] channelsFirst(double[] images, int pixels, int channels) {
        return transposed(images, pixels, channels);
    }

    /**
     * From channels first to channels last.
     *
     * @param images images, one after the other, [..., channels, pixels]
     * @param pixels how many pixels an image has
     * @param channels how many channels
     * @return the same numbers as [..., pixels, channels]; the argument itself where both orders are one
     */
    public static double[] channelsLast(double[] images, int pixels, int channels) {
        return transposed(images, channels, pixels);
    }

    /** Matrices [rows, columns], one after the other, as [columns, rows]. */
    private static double[] transposed(double[] matrices, int rows, int columns) {
        if (rows == 1 || columns == 1) {
            return matrices;
        }
        double[] transposed = new double[matrices.length];
        for (int start = 0; start < matrices.length; start += rows * columns) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    transposed[start + j * rows + i] = matrices[start + i * columns + j];
                }
            }
        }
        return transposed;
    }
}
