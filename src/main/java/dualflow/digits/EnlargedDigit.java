package dualflow.digits;

import java.util.Arrays;

/**
 * An image enlarged by cubic pyramid expansion, cut to 8 bits, and its ink: what is at least as bright as the middle of its range.
 *
 * @param height the rows
 * @param width the columns
 * @param scale how many times enlarged
 * @param grey the brightnesses from 0 to 255, row-major
 * @param ink the pixels at or above half range; all where the range is 0
 */
record EnlargedDigit(int height, int width, int scale, int[] grey, boolean[] ink) {
    private static final double WHITE = 255;

    /** Of the enlarged image, so that memory and whole numbers suffice. */
    private static final int MOST_PIXELS = 1 << 24;

    /**
     * Enlarges an image. It is scaled to [0, 1] and expanded; what is v then becomes floor(255 v).
     *
     * @param levels its brightnesses from 0 to 255, row-major
     * @param height its rows
     * @param width its columns
     * @param scale how many times
     * @return the enlarged image
     * @throws IllegalArgumentException if the levels do not fill an image of two or more rows and columns, or the enlarged image is too large
     */
    static EnlargedDigit of(double[] levels, int height, int width, int scale) {
        if (height < 2 || width < 2 || levels.length != (long) height * width) {
            throw new IllegalArgumentException(levels.length + " brightnesses of an image of " + height + " x " + width
                    + ": a digit is measured in two or more rows and columns.");
        }
        if ((long) height * width * scale * scale > MOST_PIXELS) {
            throw new IllegalArgumentException("Enlarged " + scale + " times, an image of " + height + " x " + width
                    + " has more than " + MOST_PIXELS + " pixels: take a smaller one.");
        }
        // The factor 1/255, not a division by 255, decides the last bit as in scikit-image.
        double[] image = Arrays.stream(levels).map(v -> v * (1 / WHITE)).toArray();
        int[] grey = Arrays.stream(Pyramid.expand(image, height, width, scale))
                .mapToInt(v -> (int) (WHITE * v))
                .toArray();
        return new EnlargedDigit(height * scale, width * scale, scale, grey, atHalfRange(grey));
    }

    /** Which numbers are at or above the middle between the least and the greatest. */
    static boolean[] atHalfRange(int[] grey) {
        int least = Arrays.stream(grey).min().orElseThrow();
        int most = Arrays.stream(grey).max().orElseThrow();
        double middle = least + (most - least) * 0.5;
        boolean[] above = new boolean[grey.length];
        for (int i = 0; i < grey.length; i++) {
            above[i] = grey[i] >= middle;
        }
        return above;
    }

    /** Whether there is no ink, because all brightnesses are equal. */
    boolean isBlank() {
        for (boolean isInk : ink) {
            if (!isInk) {
                return false;
            }
        }
        return true;
    }

    /** The brightness at a place; 0 left and right of the image. */
    int greyAt(int y, int x) {
        return x < 0 || x >= width ? 0 : grey[y * width + x];
    }
}
