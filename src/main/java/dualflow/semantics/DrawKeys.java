package dualflow.semantics;

/** What stands behind a name in the keys of a draw where it has several quantities, as {@link ClaimProgram} describes them. */
public final class DrawKeys {
    /** Of a function: its coefficients as a cubic. */
    public static final String POLYNOMIAL = ".polynomial";

    /** Of a function: the matrix within tanh. */
    public static final String INNER = ".inner";

    /** Of a function: the shift within tanh. */
    public static final String BIAS = ".bias";

    /** Of a function: the matrix before tanh. */
    public static final String OUTER = ".outer";

    /** Of a function: the matrix of the network's affine part. */
    public static final String LINEAR = ".linear";

    /** Of a function: the constant of the network's affine part. */
    public static final String CONSTANT = ".constant";

    /** Of a function: 1 where it is the cubic, 0 where it is the network. */
    public static final String MIX = ".mix";

    /** Of random points: where they are. */
    public static final String POINTS = ".points";

    /** Of random points: their probabilities. */
    public static final String WEIGHTS = ".weights";

    /** The tanh units of a network. */
    public static final int UNITS = 4;

    private DrawKeys() {}
}
