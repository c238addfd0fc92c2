package dualflow.data;

import java.awt.image.Raster;
import java.util.Arrays;

/**
 * How a JPEG file stores its colours, and their conversion to red, green and blue in the integer arithmetic of libjpeg and Pillow, so that
 * equal stored samples give equal bytes. Colours are luma Y with two chroma components Cb and Cr (JFIF 1.02, page 3) or red, green and
 * blue; or cyan, magenta, yellow and black, which Adobe's programs store inverted, as do all others since.
 */
enum JpegColours {
    /** One component. */
    GREY,
    /** Red, green and blue. */
    RGB,
    /** Y, Cb and Cr. */
    YCC,
    /** Cyan, magenta, yellow and black, each as 255 less the ink. */
    CMYK,
    /** Inverted cyan, magenta and yellow converted to Y, Cb and Cr as if they were red, green and blue, and 255 less black. */
    YCCK;

    /** The value of {@link #of} where no Adobe marker says how colours are stored. */
    static final int NO_TRANSFORM = -1;

    private static final int HALF = 1 << 15;

    /**
     * Determines the colours of a file as libjpeg does.
     *
     * @param names the identifiers of its components, a byte each: 1, 3 or 4
     * @param isJfif whether it has a JFIF marker, which makes three components Y, Cb and Cr
     * @param transform the number in the Adobe marker, or NO_TRANSFORM
     */
    static JpegColours of(byte[] names, boolean isJfif, int transform) {
        return switch (names.length) {
            case 1 -> GREY;
            case 3 -> {
                boolean isRgb =
                        transform == NO_TRANSFORM ? Arrays.equals(names, new byte[] {'R', 'G', 'B'}) : transform == 0;
                yield isRgb && !isJfif ? RGB : YCC;
            }
            default -> transform == NO_TRANSFORM || transform == 0 ? CMYK : YCCK;
        };
    }

    /** Grey, or red, green and blue, from the samples as they are stored. */
    ByteImage image(Raster stored) {
        int width = stored.getWidth();
        int bands = stored.getNumBands();
        int channels = this == GREY ? 1 : 3;
        byte[] samples = new byte[Math.multiplyExact(channels, width * stored.getHeight())];
        int[] row = new int[width * bands];
        int[] pixel = new int[bands];
        int at = 0;
        for (int y = 0; y < stored.getHeight(); y++) {
            stored.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                System.arraycopy(row, x * bands, pixel, 0, bands);
                convert(pixel);
                for (int channel = 0; channel < channels; channel++) {
                    samples[at++] = (byte) pixel[channel];
                }
            }
        }
        return new ByteImage(stored.getHeight(), width, channels, samples);
    }

    private void convert(int[] pixel) {
        if (this == YCC || this == YCCK) {
            fromYcc(pixel);
        }
        if (this == YCCK) {
            for (int ink = 0; ink < 3; ink++) {
                pixel[ink] = 255 - pixel[ink];
            }
        }
        if (this == CMYK || this == YCCK) {
            fromInks(pixel);
        }
    }

    /** R = Y + 1.402 Cr, G = Y - 0.344136 Cb - 0.714136 Cr, B = Y + 1.772 Cb with 128 subtracted from Cb and Cr, in multiples of 2^-16. */
    private static void fromYcc(int[] pixel) {
        int y = pixel[0];
        int cb = pixel[1] - 128;
        int cr = pixel[2] - 128;
        pixel[0] = clamp(y + ((91881 * cr + HALF) >> 16));
        pixel[1] = clamp(y + ((-22554 * cb - 46802 * cr + HALF) >> 16));
        pixel[2] = clamp(y + ((116130 * cb + HALF) >> 16));
    }

    /** The light that both an ink and black let through: with 255 less the ink stored, their product over 255. */
    private static void fromInks(int[] pixel) {
        for (int ink = 0; ink < 3; ink++) {
            pixel[ink] = clamp(pixel[3] - over255((255 - pixel[ink]) * pixel[3]));
        }
    }

    /** A product of two bytes, divided by 255 and rounded to nearest. */
    private static int over255(int product) {
        int sum = product + 128;
        return ((sum >> 8) + sum) >> 8;
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
