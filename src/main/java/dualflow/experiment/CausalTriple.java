package dualflow.experiment;

import dualflow.digits.DigitStructure;
import dualflow.digits.DigitVariable;

/**
 * The two ends of a structure of three variables, and the middle one, which is conditioned on.
 *
 * @param structure the structure
 * @param first an end
 * @param second the other end
 * @param middle the common cause, the mediator or the common effect of both
 */
public record CausalTriple(DigitStructure structure, DigitVariable first, DigitVariable second, DigitVariable middle) {
    /**
     * The ends and the middle of a structure.
     *
     * @param structure fork, chain, collider or independent
     * @return its variables by their part
     * @throws IllegalArgumentException if the structure has no three variables
     */
    public static CausalTriple of(DigitStructure structure) {
        return switch (structure) {
            case FORK ->
                new CausalTriple(structure, DigitVariable.INTENSITY, DigitVariable.SLANT, DigitVariable.THICKNESS);
            case CHAIN, COLLIDER, INDEPENDENT ->
                new CausalTriple(structure, DigitVariable.THICKNESS, DigitVariable.SLANT, DigitVariable.INTENSITY);
            default ->
                throw new IllegalArgumentException("The structure " + structure
                        + " has no two ends and a middle; fork, chain, collider and independent do.");
        };
    }

    /**
     * The column of a variable among those of the structure.
     *
     * @param variable one of them
     * @return its index, from 0
     */
    public int column(DigitVariable variable) {
        return structure.variables().indexOf(variable);
    }

    /**
     * The true correlation of the ends' standard scores.
     *
     * @return the correlation
     */
    public double correlation() {
        return structure.correlation(first, second);
    }

    /**
     * The true partial correlation of the ends given the middle, which for normal scores is that given any value of it.
     *
     * @return (r_ab - r_ak r_bk) / sqrt((1 - r_ak^2) (1 - r_bk^2))
     */
    public double partial() {
        double a = structure.correlation(first, middle);
        double b = structure.correlation(second, middle);
        return (correlation() - a * b) / Math.sqrt((1 - a * a) * (1 - b * b));
    }

    /** The arrows, such as intensity &lt;- thickness -&gt; slant. */
    @Override
    public String toString() {
        return switch (structure) {
            case FORK -> first + " <- " + middle + " -> " + second;
            case CHAIN -> first + " -> " + middle + " -> " + second;
            case COLLIDER -> first + " -> " + middle + " <- " + second;
            default -> first + ", " + middle + ", " + second;
        };
    }
}
