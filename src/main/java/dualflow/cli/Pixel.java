package dualflow.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A pixel of an image.
 *
 * @param row from 0 at the top
 * @param column from 0 at the left
 */
record Pixel(int row, int column) {
    /** Where the pixel stands in an image of so many columns, row by row. */
    int index(int columns) {
        return row * columns + column;
    }

    @Override
    public String toString() {
        return row + ":" + column;
    }

    /** Reads {@code ROW:COLUMN}. */
    static final class Converter implements ITypeConverter<Pixel> {
        @Override
        public Pixel convert(String text) {
            if (!text.matches("\\d{1,6}:\\d{1,6}")) {
                throw new TypeConversionException("'" + text + "' is not a pixel; write ROW:COLUMN, such as 8:14");
            }
            int colon = text.indexOf(':');
            return new Pixel(Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        }
    }
}
