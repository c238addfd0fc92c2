package dualflow.digits;

import dualflow.data.IdxImages;
import dualflow.op.Elementary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The shape of a digit in numbers, as Morpho-MNIST defines them: Castro, Tan, Kainz, Konukoglu and Glocker, "Morpho-MNIST: quantitative assessment
 * and diagnostics for representation learning", JMLR 20 (2019). The image is enlarged four times by cubic pyramid expansion and cut to 8 bits.
 * Its ink is what is at least as bright as the middle of its range, the skeleton the medial axis of the ink. Lengths are in pixels of the image
 * itself, angles in radians, y points downwards.
 *
 * @param area the area of the ink in square pixels
 * @param length the length of the strokes: over pairs of neighbours on the skeleton, steps of 1 and the square root of 2
 * @param thickness the thickness of the strokes: twice the mean distance to the background along the skeleton
 * @param slant the angle by which the digit leans, atan(-mu11/mu02) of the enlarged image: positive to the right
 * @param width the length of the horizontal sides of the parallelogram, sheared like the image, that leaves 1 % of the brightness off on each side
 * @param height the distance between these sides
 * @param intensity the median brightness, from 0 to 255, of the pixels of the image itself that are at or above half its range
 */
public record Morphometry(
        double area, double length, double thickness, double slant, double width, double height, double intensity) {
    /** The names of the measures, in the order of {@link #values}. */
    public static final List<String> NAMES =
            List.of("area", "length", "thickness", "slant", "width", "height", "intensity");

    private static final int SCALE = 4;
    private static final double WHITE = 255;
    private static final int CHUNK = 256;

    /**
     * The measures of one of some images.
     *
     * @param images grey images of two or more rows and columns
     * @param image the image, from 0
     * @return its measures; empty if it has no ink: if, enlarged, all its pixels are equally bright
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws IllegalArgumentException if the images have fewer rows or columns
     */
    public static Optional<Morphometry> of(IdxImages images, int image) {
        int size = images.height() * images.width();
        Objects.checkIndex(image, images.count());
        return of(
                Arrays.copyOfRange(images.pixels(), image * size, (image + 1) * size), images.height(), images.width());
    }

    /**
     * The measures of all of some images, computed on all processors.
     *
     * @param images grey images of two or more rows and columns
     * @param progress is told the number of images done
     * @return the measures of each; empty for one without ink
     * @throws IllegalArgumentException if the images have fewer rows or columns, or are larger than 1024 x 1024
     */
    public static List<Optional<Morphometry>> ofAll(IdxImages images, LongConsumer progress) {
        List<Optional<Morphometry>> all = new ArrayList<>(images.count());
        while (all.size() < images.count()) {
            int from = all.size();
            all.addAll(IntStream.range(from, Math.min(images.count(), from + CHUNK))
                    .parallel()
                    .mapToObj(i -> of(images, i))
                    .toList());
            progress.accept(all.size());
        }
        return all;
    }

    /**
     * The measures of an image of unsigned bytes.
     *
     * @shape [height, width], row-major
     * @param pixels its brightnesses from 0 to 255 as unsigned bytes
     * @param height its rows, two or more
     * @param width its columns, two or more
     * @return its measures; empty if it has no ink
     * @throws IllegalArgumentException if the pixels do not fill such an image
     */
    public static Optional<Morphometry> of(byte[] pixels, int height, int width) {
        return ofLevels(levels(pixels), height, width);
    }

    /**
     * The measures of an image of numbers, such as a flow makes. Of the numbers k/255 they are those of the bytes k.
     *
     * @shape [height, width], row-major
     * @param image its brightnesses; what is below 0 counts as 0, what is above 1 as 1
     * @param height its rows, two or more
     * @param width its columns, two or more
     * @return its measures; empty if it has no ink
     * @throws IllegalArgumentException if the numbers do not fill such an image, or one is not a number
     */
    public static Optional<Morphometry> of(double[] image, int height, int width) {
        double[] levels = new double[image.length];
        for (int i = 0; i < image.length; i++) {
            if (Double.isNaN(image[i])) {
                throw new IllegalArgumentException("The brightness at row " + i / width + " and column " + i % width
                        + " is not a number: the image has no measures.");
            }
            levels[i] = WHITE * Math.max(0, Math.min(1, image[i]));
        }
        return ofLevels(levels, height, width);
    }

    private static Optional<Morphometry> ofLevels(double[] levels, int height, int width) {
        EnlargedDigit digit = EnlargedDigit.of(levels, height, width, SCALE);
        return digit.isBlank() ? Optional.empty() : Optional.of(of(digit, intensity(levels)));
    }

    private static Morphometry of(EnlargedDigit digit, double intensity) {
        MedialAxis axis = new MedialAxis(digit.ink(), digit.height(), digit.width());
        GreyMoments moments = GreyMoments.of(digit.grey(), digit.width());
        Parallelogram bounds = Parallelogram.of(digit.grey(), digit.height(), digit.width(), moments);
        int area = 0;
        for (boolean isInk : digit.ink()) {
            area += isInk ? 1 : 0;
        }
        double scale = digit.scale();
        return new Morphometry(
                area / (scale * scale),
                axis.length() / scale,
                axis.thickness() / scale,
                Elementary.atan(-moments.shear()),
                bounds.width() / scale,
                bounds.height() / scale,
                intensity);
    }

    /** The brightnesses of bytes. */
    static double[] levels(byte[] pixels) {
        double[] levels = new double[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            levels[i] = pixels[i] & 255;
        }
        return levels;
    }

    /** The median of the brightnesses at or above the middle of their range; of an even number the mean of the two in the middle. */
    static double intensity(double[] levels) {
        double least = Arrays.stream(levels).min().orElseThrow();
        double most = Arrays.stream(levels).max().orElseThrow();
        double[] bright = Arrays.stream(levels)
                .filter(v -> v >= least + (most - least) * 0.5)
                .sorted()
                .toArray();
        int middle = bright.length / 2;
        return bright.length % 2 == 1 ? bright[middle] : (bright[middle - 1] + bright[middle]) / 2;
    }

    /**
     * The measures as an array.
     *
     * @return area, length, thickness, slant, width, height and intensity
     */
    public double[] values() {
        return new double[] {area, length, thickness, slant, width, height, intensity};
    }
}
