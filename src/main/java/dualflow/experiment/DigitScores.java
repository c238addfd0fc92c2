package dualflow.experiment;

import dualflow.digits.DigitStructure;
import dualflow.digits.DigitVariable;
import dualflow.digits.Morphometry;
import java.util.List;

/** Standard scores of the variables of a structure, as assigned or as measured. */
final class DigitScores {
    /** Intensities beyond have no score; images hold whole brightnesses, which stand for half a level to both sides. */
    private static final double DARKEST = 64.5;

    private static final double BRIGHTEST = 254.5;

    private DigitScores() {}

    /** The score that has been measured, with an intensity outside (64, 255) moved to its end. */
    static double of(DigitStructure structure, DigitVariable variable, Morphometry measured) {
        double value = variable.of(measured);
        return structure.score(
                variable, variable == DigitVariable.INTENSITY ? Math.max(DARKEST, Math.min(BRIGHTEST, value)) : value);
    }

    /** One column of measured scores. */
    static double[] column(DigitStructure structure, DigitVariable variable, List<Morphometry> measured) {
        return measured.stream().mapToDouble(m -> of(structure, variable, m)).toArray();
    }
}
