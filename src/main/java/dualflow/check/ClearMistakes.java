package dualflow.check;

import dualflow.semantics.Evaluated;
import dualflow.semantics.Quantity;
import dualflow.semantics.Sides;
import dualflow.semantics.Variant;
import java.util.List;
import java.util.Map;

/**
 * Recognises by values alone where an equation is wrong by far, so that rounding need not be measured. What is recognised wrongly is found out by a
 * measurement afterwards.
 */
final class ClearMistakes {
    /** So much must the sides differ, in parts of the larger one, where nothing else is stated. */
    static final double CLEARLY = 1e-3;

    /** And this part of it in parts of what is typically added up, since rounding may be all that is left of both sides. */
    private static final double OF_TYPICAL = 1e-3;

    private final DrawEvaluator evaluator;
    private final Map<String, Integer> sizes;
    private final List<Variant> variants;
    private final double clearly;
    private final double typical;

    /**
     * For some equations.
     *
     * @param evaluator of the claim
     * @param sizes of all dimensions
     * @param variants the equations
     * @param clearly so much must the sides differ, in parts of the larger one
     * @param typical the typical magnitude of what they add up
     */
    ClearMistakes(
            DrawEvaluator evaluator,
            Map<String, Integer> sizes,
            List<Variant> variants,
            double clearly,
            double typical) {
        this.clearly = clearly;
        this.evaluator = evaluator;
        this.sizes = sizes;
        this.variants = variants;
        this.typical = typical;
    }

    /** For each draw whether each equation is clearly wrong there, though finite and admissible. */
    boolean[][] in(List<Map<String, Quantity>> rows) {
        boolean[][] wrong = new boolean[rows.size()][variants.size()];
        Evaluated values = evaluator.values(sizes, variants, rows);
        for (int draw = 0; draw < wrong.length; draw++) {
            for (int i = 0; i < variants.size(); i++) {
                for (int j = 0; j < variants.get(i).equation().size(); j++) {
                    Sides sides = values.sides().get(i).get(j);
                    double violation =
                            Residuals.violation(variants.get(i).equation().get(j), sides, draw);
                    double largest = Residuals.largest(sides, draw);
                    wrong[draw][i] |= values.admissible()[draw]
                            && Double.isFinite(largest)
                            && violation > clearly * Math.max(largest, OF_TYPICAL * typical);
                }
            }
        }
        return wrong;
    }
}
