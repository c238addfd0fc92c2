package dualflow.data;

/**
 * An image of bytes with the operations by which the published code prepares faces, bit-identical to those of the Python libraries it uses
 * (Pillow and torchvision).
 *
 * @param height the rows
 * @param width the columns
 * @param channels 1 for grey, 3 for red, green and blue
 * @param samples unsigned bytes, [height, width, channels]; not copied
 */
record ByteImage(int height, int width, int channels, byte[] samples) {
    int sample(int row, int column, int channel) {
        return samples[(row * width + column) * channels + channel] & 255;
    }

    /** Luma with the weights of ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue, in multiples of 2^-16. */
    ByteImage grey() {
        if (channels == 1) {
            return this;
        }
        byte[] grey = new byte[height * width];
        for (int i = 0; i < grey.length; i++) {
            int red = samples[3 * i] & 255;
            int green = samples[3 * i + 1] & 255;
            int blue = samples[3 * i + 2] & 255;
            grey[i] = (byte) ((19595 * red + 38470 * green + 7471 * blue + (1 << 15)) >> 16);
        }
        return new ByteImage(height, width, 1, grey);
    }

    /** Three channels, equal where the image is grey. */
    ByteImage colour() {
        if (channels == 3) {
            return this;
        }
        byte[] colour = new byte[Math.multiplyExact(3, samples.length)];
        for (int i = 0; i < colour.length; i++) {
            colour[i] = samples[i / 3];
        }
        return new ByteImage(height, width, 3, colour);
    }

    /**
     * The shorter side is resized to size, the longer one to floor(size longer / shorter), first along the rows, then along the columns; only
     * the centre square of the result is computed.
     */
    ByteImage square(int size) {
        ByteImage narrow = middle(width, size).alongRows(this);
        return middle(height, size).alongRows(narrow.transposed()).transposed();
    }

    private TriangleFilter middle(int length, int size) {
        long newLength = (long) ((double) size * length / Math.min(height, width));
        // Where the margins are odd, Python rounds half to even.
        return new TriangleFilter(length, newLength, (long) Math.rint((newLength - size) / 2.0), size);
    }

    private ByteImage transposed() {
        byte[] transposed = new byte[samples.length];
        int at = 0;
        for (int column = 0; column < width; column++) {
            for (int row = 0; row < height; row++) {
                for (int channel = 0; channel < channels; channel++) {
                    transposed[at++] = samples[(row * width + column) * channels + channel];
                }
            }
        }
        return new ByteImage(width, height, channels, transposed);
    }
}
