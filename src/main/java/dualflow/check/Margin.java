package dualflow.check;

/**
 * How far an equation is from holding.
 *
 * @param error the residual of the draw that is farthest beyond its tolerance, or next to it, among the generic draws that say anything; for a
 *     remainder O(h^p) how much the observed order falls short of p
 * @param tolerance the largest such error that counts as rounding and resolution
 */
public record Margin(double error, double tolerance) {
    /** Nothing was measured. */
    static final Margin NONE = new Margin(Double.NaN, Double.NaN);

    /** This one, or another that is farther beyond its tolerance. */
    Margin or(Margin other) {
        double ratio = other.error / other.tolerance;
        return Double.isNaN(ratio) || ratio <= error / tolerance ? this : other;
    }
}
