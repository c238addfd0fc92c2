package dualflow.cli;

import dualflow.data.Images;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A rectangle of pixels.
 *
 * @param corner its pixel at the top left
 * @param height the number of rows
 * @param width the number of columns
 */
record Region(Pixel corner, int height, int width) {
    /** Six sums of each pair are kept; these are 50 MiB, and half a million pairs. */
    static final int MOST_PIXELS = 1024;

    /** Its pixels, row by row. */
    List<Pixel> pixels() {
        return IntStream.range(0, height * width)
                .mapToObj(i -> new Pixel(corner.row() + i / width, corner.column() + i % width, corner.channel()))
                .toList();
    }

    /** Whether images have all of its pixels. */
    boolean isIn(Images images) {
        return corner.isIn(images)
                && new Pixel(corner.row() + height - 1, corner.column() + width - 1, corner.channel()).isIn(images);
    }

    @Override
    public String toString() {
        return corner + "," + height + "x" + width;
    }

    /** Parses {@code ROW:COLUMN,HEIGHTxWIDTH}. */
    static final class Converter implements ITypeConverter<Region> {
        @Override
        public Region convert(String text) {
            String[] parts = text.split(",", -1);
            if (parts.length != 2 || !parts[1].matches("\\d{1,6}x\\d{1,6}")) {
                throw new TypeConversionException(
                        "'" + text
                                + "' is not a region; write the pixel at its top left and its size, ROW:COLUMN,HEIGHTxWIDTH, such as 8:14,5x5");
            }
            String[] size = parts[1].split("x", -1);
            int height = Integer.parseInt(size[0]);
            int width = Integer.parseInt(size[1]);
            long pixels = (long) height * width;
            if (pixels < 2 || pixels > MOST_PIXELS) {
                throw new TypeConversionException("the region " + text + " has " + pixels
                        + " pixels; correlations are of 2 to " + MOST_PIXELS + " of them");
            }
            return new Region(new Pixel.Converter().convert(parts[0]), height, width);
        }
    }
}
