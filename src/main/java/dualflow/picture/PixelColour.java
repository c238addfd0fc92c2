package dualflow.picture;

/** Colours of images' pixels, as 0xRRGGBB. */
final class PixelColour {
    static final int WHITE = 0xFFFFFF;

    private PixelColour() {}

    /** A pixel with one channel, grey, or three; 0 is black, 1 is white, and values outside are clamped. */
    static int of(double[] numbers, int at, int channels) {
        return channels == 1
                ? 0x010101 * level(numbers[at])
                : level(numbers[at]) << 16 | level(numbers[at + 1]) << 8 | level(numbers[at + 2]);
    }

    private static int level(double brightness) {
        return (int) Math.rint(255 * Math.max(0, Math.min(1, brightness)));
    }
}
