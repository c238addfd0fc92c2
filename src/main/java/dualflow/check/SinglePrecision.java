package dualflow.check;

import dualflow.check.Measurement.Effort;
import dualflow.semantics.Sides;
import dualflow.syntax.Statement.Relation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the residuals of a claim are in float32, in units of float32's own rounding level. */
final class SinglePrecision {
    /** The step of float32 in that of float64: rounding levels are so much larger. */
    private static final double DOUBLE_TO_SINGLE = 0x1p29;

    private final Examination examination;
    private double residual = Double.NEGATIVE_INFINITY;
    private double levels = Double.NEGATIVE_INFINITY;
    private int draws;
    private int notFinite;

    private SinglePrecision(Examination examination) {
        this.examination = examination;
    }

    /** A note on the generic draws that are finite in float64; none if there is no such draw, or the claim is about an order. */
    static Optional<String> note(Examination examination) {
        if (Terms.order(examination.claim().equation()).isPresent()) {
            return Optional.empty();
        }
        SinglePrecision single = new SinglePrecision(examination);
        for (Map<String, Integer> sizes : examination.tuples()) {
            examination
                    .admissibleDraws(sizes, new int[1])
                    .ifPresent(batch -> single.add(sizes, batch.only(DrawMode.GENERIC)));
        }
        return single.draws == 0 ? Optional.empty() : Optional.of(single.text());
    }

    private void add(Map<String, Integer> sizes, Batch batch) {
        MeasuredEquation measured = examination
                .measurement()
                .measure(sizes, List.of(examination.printed()), batch, Effort.SCREEN)
                .get(0);
        List<Sides> sides = examination
                .evaluator()
                .single(sizes, List.of(examination.printed()), batch.rows())
                .sides()
                .get(0);
        for (int draw = 0; draw < batch.size(); draw++) {
            if (measured.counts(draw)) {
                add(measured, sides, draw);
            }
        }
    }

    private void add(MeasuredEquation measured, List<Sides> sides, int draw) {
        List<Relation> equation = examination.claim().equation();
        double worst = Double.NEGATIVE_INFINITY;
        boolean isFinite = true;
        for (int j = 0; j < equation.size(); j++) {
            double violation = Residuals.violation(equation.get(j), sides.get(j), draw) / measured.scales[j][draw];
            isFinite &= Double.isFinite(violation);
            worst = Math.max(worst, violation);
        }
        draws++;
        if (isFinite) {
            residual = Math.max(residual, worst);
            levels = Math.max(levels, worst / (DOUBLE_TO_SINGLE * measured.level[draw]));
        } else {
            notFinite++;
        }
    }

    private String text() {
        String left = notFinite == 0 ? "" : "; not finite in " + notFinite + " of " + draws + " generic draws";
        return "in float32: "
                + (notFinite == draws
                        ? "finite in no generic draw"
                        : String.format(
                                        Locale.ROOT,
                                        "largest residual %.1e, at most %.2g of float32's own rounding levels",
                                        residual,
                                        levels)
                                + left);
    }
}
