package dualflow.digits;

import dualflow.op.Elementary;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Gives digits a thickness, a slant and an intensity. The digit is enlarged sixteen times, sheared about its centre of mass to the slant, and its ink is
 * dilated or eroded by a disc of radius floor(16 |thickness - measured| / 2), where the thickness is measured at that size. What this changed of the
 * slant is sheared back. The image is reduced, and multiplied so that the median of the pixels at or above half its range is the intensity.
 */
final class DigitShaping {
    private static final int SCALE = 16;
    private static final double WHITE = 255;

    private final int height;
    private final int width;
    private final double[][] rowReduction;

    /** At x, by column of the reduced image: the sum of its weights left of x. */
    private final double[][] leftWeights;

    /**
     * The shaping of digits of one size.
     *
     * @param height their rows, two or more
     * @param width their columns, two or more
     * @throws IllegalArgumentException if there are fewer
     */
    DigitShaping(int height, int width) {
        if (height < 2 || width < 2) {
            throw new IllegalArgumentException(
                    "Digits of " + height + " x " + width + " pixels: they have two or more rows and columns.");
        }
        this.height = height;
        this.width = width;
        rowReduction = Pyramid.reduction(height, SCALE);
        double[][] columns = Pyramid.reduction(width, SCALE);
        leftWeights = new double[width * SCALE + 1][width];
        for (int x = 0; x < width * SCALE; x++) {
            for (int i = 0; i < width; i++) {
                leftWeights[x + 1][i] = leftWeights[x][i] + columns[i][x];
            }
        }
    }

    /**
     * Shapes a digit.
     *
     * @shape [height, width], row-major
     * @param pixels the digit as unsigned bytes
     * @param values a thickness in pixels and an intensity; where a slant is among them, that in radians
     * @return a new image of the same size; empty where nothing is left of the digit, that is, less than one level of 255 anywhere, or nothing but
     *     ink
     */
    Optional<byte[]> shape(byte[] pixels, Map<DigitVariable, Double> values) {
        EnlargedDigit digit = EnlargedDigit.of(Morphometry.levels(pixels), height, width, SCALE);
        if (digit.isBlank()) {
            return Optional.empty();
        }
        Double slant = values.get(DigitVariable.SLANT);
        boolean[] ink = slant == null ? digit.ink() : sheared(digit, slant);
        ink = thickened(ink, values.get(DigitVariable.THICKNESS));
        return isUniform(ink)
                ? Optional.empty()
                : lit(
                        reduced(ink, slant == null ? new double[height * SCALE] : shifts(levels(ink), slant)),
                        values.get(DigitVariable.INTENSITY));
    }

    /** By how many columns each row moves so that an image gets a slant. */
    private double[] shifts(int[] grey, double slant) {
        GreyMoments moments = GreyMoments.of(grey, width * SCALE);
        double tangent = Elementary.sin(slant) / Elementary.cos(slant);
        double shear = -tangent - (moments.vertical() > 0 ? moments.shear() : 0);
        double[] shifts = new double[height * SCALE];
        for (int y = 0; y < shifts.length; y++) {
            shifts[y] = shear * (y - moments.y());
        }
        return shifts;
    }

    /** The ink of the enlarged image with a slant, interpolated linearly along its rows. */
    private boolean[] sheared(EnlargedDigit digit, double slant) {
        double[] shifts = shifts(digit.grey(), slant);
        int[] grey = new int[digit.grey().length];
        for (int y = 0; y < digit.height(); y++) {
            for (int x = 0; x < digit.width(); x++) {
                double from = x - shifts[y];
                int left = (int) Math.floor(from);
                double share = from - left;
                grey[y * digit.width() + x] =
                        (int) Math.rint((1 - share) * digit.greyAt(y, left) + share * digit.greyAt(y, left + 1));
            }
        }
        return EnlargedDigit.atHalfRange(grey);
    }

    private boolean[] thickened(boolean[] ink, double thickness) {
        if (isUniform(ink)) {
            return ink;
        }
        MedialAxis axis = new MedialAxis(ink, height * SCALE, width * SCALE);
        double difference = thickness - axis.thickness() / SCALE;
        double radius = Math.floor(SCALE * Math.abs(difference) / 2);
        boolean[] changed = new boolean[ink.length];
        int[] squared =
                difference < 0 ? axis.squaredDistance() : DistanceMap.squared(ink, height * SCALE, width * SCALE, true);
        for (int i = 0; i < ink.length; i++) {
            changed[i] = difference < 0 ? squared[i] > radius * radius : squared[i] <= radius * radius;
        }
        return changed;
    }

    private static boolean isUniform(boolean[] ink) {
        for (boolean isInk : ink) {
            if (isInk != ink[0]) {
                return false;
            }
        }
        return true;
    }

    private static int[] levels(boolean[] ink) {
        int[] levels = new int[ink.length];
        for (int i = 0; i < ink.length; i++) {
            levels[i] = ink[i] ? 1 : 0;
        }
        return levels;
    }

    /**
     * The ink reduced to the size of the digit, brightnesses from 0 to 255: each row's stretches of ink moved by its shift, what leaves the image cut
     * off.
     */
    private double[] reduced(boolean[] ink, double[] shifts) {
        int wide = width * SCALE;
        double[] levels = new double[height * width];
        double[] row = new double[width];
        for (int y = 0; y < height * SCALE; y++) {
            Arrays.fill(row, 0);
            boolean hasInk = false;
            for (int x = 0; x < wide; x++) {
                boolean isInk = ink[y * wide + x];
                boolean wasInk = x > 0 && ink[y * wide + x - 1];
                if (isInk != wasInk) {
                    addLeftWeights(x + shifts[y], isInk ? -1 : 1, row);
                    hasInk = true;
                }
            }
            if (ink[(y + 1) * wide - 1]) {
                addLeftWeights(wide + shifts[y], 1, row);
            }
            if (hasInk) {
                for (int i = 0; i < levels.length; i++) {
                    levels[i] += WHITE * rowReduction[i / width][y] * row[i % width];
                }
            }
        }
        return levels;
    }

    private void addLeftWeights(double x, int sign, double[] row) {
        double inside = Math.max(0, Math.min(leftWeights.length - 1, x));
        int left = (int) Math.min(leftWeights.length - 2, Math.floor(inside));
        double share = inside - left;
        for (int i = 0; i < row.length; i++) {
            row[i] += sign * ((1 - share) * leftWeights[left][i] + share * leftWeights[left + 1][i]);
        }
    }

    /** The image with an intensity, rounded to bytes; empty where each brightness is below 1. */
    private static Optional<byte[]> lit(double[] levels, double intensity) {
        boolean isBlack = true;
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.max(0, Math.min(WHITE, levels[i]));
            isBlack &= levels[i] < 1;
        }
        if (isBlack) {
            return Optional.empty();
        }
        double now = Morphometry.intensity(levels);
        byte[] image = new byte[levels.length];
        for (int i = 0; i < levels.length; i++) {
            image[i] = (byte) Math.rint(Math.min(WHITE, levels[i] * (intensity / now)));
        }
        return Optional.of(image);
    }
}
