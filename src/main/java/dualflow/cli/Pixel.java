package dualflow.cli;

import dualflow.data.Images;
import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A pixel of an image, or one channel of it.
 *
 * @param row from 0 at the top
 * @param column from 0 at the left
 * @param channel from 0; it may be omitted for a grey image
 */
record Pixel(int row, int column, OptionalInt channel) {
    /** Whether images have such a pixel, and its channel is unambiguous. */
    boolean isIn(Images images) {
        return row < images.height()
                && column < images.width()
                && (channel.isPresent() ? channel.getAsInt() < images.channels() : images.channels() == 1);
    }

    /** The index in an image, row by row with the channels of a pixel adjacent. */
    int index(Images images) {
        return (row * images.width() + column) * images.channels() + channel.orElse(0);
    }

    @Override
    public String toString() {
        return row + ":" + column + (channel.isPresent() ? ":" + channel.getAsInt() : "");
    }

    /** Parses {@code ROW:COLUMN} or {@code ROW:COLUMN:CHANNEL}. */
    static final class Converter implements ITypeConverter<Pixel> {
        @Override
        public Pixel convert(String text) {
            if (!text.matches("\\d{1,6}:\\d{1,6}(:\\d)?")) {
                throw new TypeConversionException("'" + text
                        + "' is not a pixel; write ROW:COLUMN, such as 8:14, and of a colour image ROW:COLUMN:CHANNEL");
            }
            String[] parts = text.split(":", -1);
            return new Pixel(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    parts.length == 3 ? OptionalInt.of(Integer.parseInt(parts[2])) : OptionalInt.empty());
        }
    }
}
