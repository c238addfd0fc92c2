package dualflow.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people. */
final class Decimals {
    private static final MathContext TEN_DIGITS = new MathContext(10);

    private Decimals() {}

    /** The number that a text gives, NaN where it gives none; the caller refuses what is not finite. */
    static double read(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * Ten digits, without trailing zeros; with an exponent where the number is very small or very large. What is not finite is a word:
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

    /** Two digits and an exponent, as for errors; what is not finite as in {@link #of}. */
    static String brief(double x) {
        return Double.isFinite(x) ? String.format(Locale.ROOT, "%.1e", x) : of(x);
    }
}
