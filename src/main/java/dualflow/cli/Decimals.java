package dualflow.cli;

import dualflow.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Human-readable numbers. */
final class Decimals {
    private static final int MOST_NUMBERS = 12;
    private static final MathContext TEN_DIGITS = new MathContext(10);

    // Java also parses its own notations, such as 1d, 0x1p3 and NaN.
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private Decimals() {}

    /** Parses a number, NaN if the text is not one; the caller rejects non-finite values. The minus sign may be the typographic one too. */
    static double read(String text) {
        String number = text.strip().replace('\u2212', '-');
        return DECIMAL.matcher(number).matches() ? Double.parseDouble(number) : Double.NaN;
    }

    /**
     * Ten digits, without trailing zeros; with an exponent if the number is very small or very large. Non-finite values are words:
     * infinity, -infinity or undefined.
     */
    static String of(double x) {
        if (!Double.isFinite(x)) {
            return Double.isNaN(x) ? "undefined" : x > 0 ? "infinity" : "-infinity";
        }
        BigDecimal rounded = new BigDecimal(x).round(TEN_DIGITS).stripTrailingZeros();
        double size = Math.abs(x);
        return x == 0 || (size >= 1e-4 && size < 1e10) ? rounded.toPlainString() : rounded.toString();
    }

    /** A number, [a, b] for a vector, [a, b; c, d] for a matrix; of many numbers the shape, and the least and the greatest of them. */
    static String of(Tensor x) {
        double[] values = x.value().toDoubles();
        int rank = x.shape().rank();
        if (rank == 0) {
            return of(values[0]);
        }
        if (values.length == 0 || values.length > MOST_NUMBERS || rank > 2) {
            return x.shape()
                    + (values.length == 0
                            ? ""
                            : " from " + of(Arrays.stream(values).min().orElseThrow()) + " to "
                                    + of(Arrays.stream(values).max().orElseThrow()));
        }
        int columns = x.shape().dim(-1);
        return IntStream.range(0, values.length / columns)
                .mapToObj(row -> Arrays.stream(values, row * columns, (row + 1) * columns)
                        .mapToObj(Decimals::of)
                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; ", "[", "]"));
    }

    /** Two digits and an exponent, as for errors; non-finite values as in {@link #of}. */
    static String brief(double x) {
        return Double.isFinite(x) ? String.format(Locale.ROOT, "%.1e", x) : of(x);
    }
}
