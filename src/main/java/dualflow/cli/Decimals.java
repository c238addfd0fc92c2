package dualflow.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;

/** Human-readable numbers. */
final class Decimals {
    private static final MathContext TEN_DIGITS = new MathContext(10);

    // Java also parses its own notations, such as 1d, 0x1p3 and NaN.
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private Decimals() {}

    /** Parses a number, NaN if the text is not one; the caller rejects non-finite values. */
    static double read(String text) {
        String number = text.strip();
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

    /** Two digits and an exponent, as for errors; non-finite values as in {@link #of}. */
    static String brief(double x) {
        return Double.isFinite(x) ? String.format(Locale.ROOT, "%.1e", x) : of(x);
    }
}
