package dualflow.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as the decimals with the fewest digits that still read back as the same double, the same on every JDK and in every locale. */
public final class ShortestDecimal {
    // Every double survives a round trip through 17 digits; every decimal of 15 digits survives one through its normal
    // double.
    private static final int ALWAYS_ENOUGH = 17;
    private static final int ALWAYS_KEPT = 15;

    private ShortestDecimal() {}

    /**
     * The shortest decimal of a double ({@code Double.toString} is not always shortest before JDK 19).
     *
     * @param x any double
     * @return at most 17 significant digits, such as {@code 0.1}, {@code 3}, {@code 1E-20}; or {@code -0.0}, {@code NaN},
     *     {@code Infinity}, {@code -Infinity}
     */
    public static String of(double x) {
        if (x == 0 || !Double.isFinite(x)) {
            return x == 0 && 1 / x > 0 ? "0" : Double.toString(x);
        }
        BigDecimal exact = new BigDecimal(x);
        // Below the normal doubles, fewer than 15 digits may be enough.
        int fewest = Math.abs(x) < Double.MIN_NORMAL ? 1 : ALWAYS_KEPT;
        for (int digits = fewest; digits < ALWAYS_ENOUGH; digits++) {
            // The nearest first; at a power of two the one farther from zero may read back where the nearest does not.
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP}) {
                BigDecimal rounded = exact.round(new MathContext(digits, mode));
                if (rounded.doubleValue() == x) {
                    return text(rounded);
                }
            }
        }
        return text(exact.round(new MathContext(ALWAYS_ENOUGH, RoundingMode.HALF_EVEN)));
    }

    private static String text(BigDecimal value) {
        BigDecimal bare = value.stripTrailingZeros();
        // An integer of moderate size is written out: 1200, not 1.2E+3.
        return bare.scale() < 0 && bare.precision() - bare.scale() <= ALWAYS_ENOUGH
                ? bare.toPlainString()
                : bare.toString();
    }
}
