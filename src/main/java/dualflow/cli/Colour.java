package dualflow.cli;

/** Colours of pixels, as 0xRRGGBB. */
final class Colour {
    static final int WHITE = 0xFFFFFF;

    private Colour() {}

    /** A pixel with one channel, grey, or three; 0 is black, 1 is white, and values outside are clamped. */
    static int of(double[] numbers, int at, int channels) {
        return channels == 1
                ? 0x010101 * level(numbers[at])
                : level(numbers[at]) << 16 | level(numbers[at + 1]) << 8 | level(numbers[at + 2]);
    }

    /** A change from -1 to 1: white for none, red for brighter, blue for darker. */
    static int ofChange(double change) {
        int rest = level(1 - Math.abs(change));
        return change >= 0 ? 0xFF0000 | (0x000101 * rest) : 0x0000FF | (0x010100 * rest);
    }

    private static int level(double brightness) {
        return (int) Math.rint(255 * Math.max(0, Math.min(1, brightness)));
    }
}
