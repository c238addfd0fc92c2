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
 * @param channel from 0; of a grey image it need not be named
 */
record Pixel(int row, int column, OptionalInt channel) {
    /** Whether images have such a pixel, and no doubt which of its channels is meant. */
    boolean isIn(Images images) {
        return row < images.height()
                && column < images.width()
                && (channel.isPresent() ? channel.getAsInt() < images.channels() : images.channels() == 1);
    }

    /** Where the number stands in an image, row by row and the channels of a pixel next to each other. */
    int index(Images images) {
        return (row * images.width() + column) * images.channels() + channel.orElse(0);
    }

    @Override
    public String toString() {
        return row + ":" + column + (channel.isPresent() ? ":" + channel.getAsInt() : "");
    }

    /** Reads {@code ROW:COLUMN} or {@code ROW:COLUMN:CHANNEL}. */
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
