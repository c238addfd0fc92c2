package dualflow.association;

import java.util.OptionalDouble;

/** The correlation of two variables given a third, from the correlations of the three pairs. */
public final class FirstOrderPartial {
    /** What rounding may put beyond 1. */
    private static final double ROUNDING = 1e-12;

    private FirstOrderPartial() {}

    /**
     * The partial correlation of a and b given c.
     *
     * @equation r_ab.c = (r_ab - r_ac r_bc) / sqrt((1 - r_ac^2) (1 - r_bc^2)) (Yule, "On the theory of correlation for any number of
     *     variables, treated by a new system of notation", Proceedings of the Royal Society A 79, 1907)
     * @param ab the correlation of a and b
     * @param ac the correlation of a and c
     * @param bc the correlation of b and c
     * @return the partial correlation; empty if c determines a or b, if one of the correlations is empty, or if no three variables have
     *     these correlations, as can happen to tetrachoric ones, each of which is estimated from its own table
     */
    public static OptionalDouble given(OptionalDouble ab, OptionalDouble ac, OptionalDouble bc) {
        if (ab.isEmpty() || ac.isEmpty() || bc.isEmpty()) {
            return OptionalDouble.empty();
        }
        double left = (1 - ac.getAsDouble()) * (1 + ac.getAsDouble());
        double right = (1 - bc.getAsDouble()) * (1 + bc.getAsDouble());
        if (!(left > 0 && right > 0)) {
            return OptionalDouble.empty();
        }
        double partial = (ab.getAsDouble() - ac.getAsDouble() * bc.getAsDouble()) / Math.sqrt(left * right);
        return Math.abs(partial) <= 1 + ROUNDING
                ? OptionalDouble.of(Math.max(-1, Math.min(1, partial)))
                : OptionalDouble.empty();
    }
}
