package dualflow.dependency;

import java.util.OptionalDouble;

/**
 * An estimate with its uncertainty.
 *
 * @param value the estimate
 * @param standardError its standard error
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 */
public record Estimate(double value, double standardError, double low, double high) {
    /** The 97.5 % point of the standard normal distribution. */
    static final double QUANTILE = 1.959963984540054;

    /** The interval value +- 1.96 standard errors. */
    static Estimate symmetric(double value, double standardError) {
        return new Estimate(value, standardError, value - QUANTILE * standardError, value + QUANTILE * standardError);
    }

    /**
     * The interval of Fisher's z for a correlation: tanh(atanh r +- 1.96 / sqrt(count)). Without information the interval
     * is all of [-1, 1].
     */
    static Estimate fisher(double r, double standardError, double count) {
        if (Math.abs(r) == 1) {
            return new Estimate(r, standardError, r, r);
        }
        if (!(count > 0)) {
            return new Estimate(r, standardError, -1, 1);
        }
        double z = 0.5 * (StrictMath.log1p(r) - StrictMath.log1p(-r));
        double halfWidth = QUANTILE / Math.sqrt(count);
        return new Estimate(r, standardError, StrictMath.tanh(z - halfWidth), StrictMath.tanh(z + halfWidth));
    }

    /**
     * The number of independent Gaussian pairs whose correlation would have this value and this standard error.
     *
     * @equation n_e = (1 - r^2)^2 / error^2
     * @return n_e; empty if the standard error is 0, as it is where the correlation is 1 or -1
     */
    public OptionalDouble effectiveCount() {
        if (Math.abs(value) == 1 || standardError == 0) {
            return OptionalDouble.empty();
        }
        double spread = (1 - value) * (1 + value) / standardError;
        return OptionalDouble.of(spread * spread);
    }

    /**
     * Half the width of the 95 % interval.
     *
     * @return (high - low) / 2
     */
    public double halfWidth() {
        return (high - low) / 2;
    }

    /**
     * Whether the 95 % interval contains a number.
     *
     * @param truth the number
     * @return true if low &lt;= truth &lt;= high
     */
    public boolean covers(double truth) {
        return low <= truth && truth <= high;
    }
}
