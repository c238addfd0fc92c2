package dualflow.report;

import java.util.Locale;

/** Numbers as they are set in a text. */
final class NumberText {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final double SMALL = 1e-4;
    private static final double LARGE = 1e6;

    private NumberText() {}

    /** Two digits and a power of ten, as of an error, such as 4.9 × 10⁻¹⁷ or 1.8; a word where the number is not finite. */
    static String ofError(double x) {
        if (!Double.isFinite(x)) {
            return word(x);
        }
        if (x == 0) {
            return "0";
        }
        String[] parts = String.format(Locale.ROOT, "%.1e", x).split("e", 2);
        int exponent = Integer.parseInt(parts[1]);
        String digits = parts[0].replace('-', '−');
        return exponent == 0 ? digits : digits + " × 10" + (exponent < 0 ? "⁻" : "") + superscript(Math.abs(exponent));
    }

    /** Four decimals; what would lose its digits by that, as {@link #ofError}; 0 where it is that exactly. */
    static String ofValue(double x) {
        double size = Math.abs(x);
        if (x == 0) {
            return "0";
        }
        return !Double.isFinite(x) || size < SMALL || size >= LARGE
                ? ofError(x)
                : String.format(Locale.ROOT, "%.4f", x).replace('-', '−');
    }

    /** Whether a text is a number, such as one that {@link #ofError} has set, or a bound of one. */
    static boolean isNumber(String text) {
        return text.matches("[<−-]?[0-9]+([.][0-9]+)?( × 10⁻?[" + SUPERSCRIPTS + "]+)?");
    }

    private static String word(double x) {
        return Double.isNaN(x) ? "undefined" : x > 0 ? "infinite" : "−infinite";
    }

    private static String superscript(int number) {
        StringBuilder text = new StringBuilder();
        Integer.toString(number).chars().forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
        return text.toString();
    }
}
