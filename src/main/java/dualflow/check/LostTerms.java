package dualflow.check;

import dualflow.check.Terms.Term;
import dualflow.semantics.Sides;
import dualflow.semantics.Variant;
import dualflow.syntax.Formula;
import dualflow.syntax.Formula.Literal;
import dualflow.syntax.FormulaText;
import dualflow.syntax.Statement.Relation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Terms that are not zero, but so small beside the others that a residual cannot tell whether they are right. */
final class LostTerms {
    private static final int FEWEST_TERMS = 3;
    private static final double LEVELS = 0.1 * DrawClass.HOLDS_WITHIN;

    private LostTerms() {}

    /**
     * Looks for one in an equation of one relation.
     *
     * @param examination the claim
     * @param sizes of all dimensions
     * @param generic the generic draws
     * @param measured what was measured in them
     * @return a clause about it
     */
    static Optional<String> find(
            Examination examination, Map<String, Integer> sizes, Batch generic, MeasuredEquation measured) {
        List<Relation> equation = examination.claim().equation();
        List<Term> terms = Terms.of(equation.get(0));
        if (equation.size() != 1 || terms.size() < FEWEST_TERMS) {
            return Optional.empty();
        }
        double level = Statistics.median(
                counting(measured).mapToDouble(i -> measured.level[i]).toArray());
        for (int k = 0; k < terms.size(); k++) {
            Formula term = terms.get(k).formula();
            Optional<Sides> values = values(examination, sizes, generic, term);
            if (values.isPresent()) {
                double part = Statistics.median(counting(measured)
                        .mapToDouble(i ->
                                Residuals.largest(values.get(), i) / Math.max(measured.scale[i], Double.MIN_NORMAL))
                        .toArray());
                if (part > 0 && part < LEVELS * level) {
                    return Optional.of(String.format(
                            Locale.ROOT,
                            "the term '%s' is lost beside the others: it is %.0e of them, the rounding level %.0e",
                            FormulaText.of(term),
                            part,
                            level));
                }
            }
        }
        return Optional.empty();
    }

    private static IntStream counting(MeasuredEquation measured) {
        return IntStream.range(0, measured.size()).filter(measured::counts);
    }

    private static Optional<Sides> values(
            Examination examination, Map<String, Integer> sizes, Batch generic, Formula term) {
        Relation alone = new Relation(term.span(), true, term, new Literal(term.span(), "0", 0));
        Variant variant = Variant.of(List.of(alone));
        return examination.program().accepts(sizes, variant)
                ? Optional.of(examination
                        .evaluator()
                        .values(sizes, List.of(variant), generic.rows())
                        .sides()
                        .get(0)
                        .get(0))
                : Optional.empty();
    }
}
