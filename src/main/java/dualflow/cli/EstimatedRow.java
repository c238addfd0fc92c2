package dualflow.cli;

import dualflow.data.Quoted;
import dualflow.dependency.Bootstrap;
import dualflow.dependency.Estimate;
import dualflow.dependency.Selection;
import dualflow.experiment.AttributeEstimates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Pearson's correlation of two logits, beside those of labels.
 *
 * @param name what it is of
 * @param samples the number of points or images
 * @param directions the number of directions, of which some points may have none
 * @param value the correlation; empty where a logit never changes, or too little is left
 * @param standardError by the delta method
 * @param bootstrapError the deviation over resamples of the points
 */
record EstimatedRow(
        String name,
        long samples,
        long directions,
        OptionalDouble value,
        OptionalDouble standardError,
        OptionalDouble bootstrapError) {
    static List<EstimatedRow> of(AttributeEstimates estimates, int a, int b, String given) {
        List<EstimatedRow> rows = new ArrayList<>();
        estimates.ofImages().ifPresent(logits -> rows.add(of("logits of the images", logits, a, b)));
        rows.add(of("derivatives of logits", estimates.all(), a, b));
        rows.add(of("where " + Quoted.plain(given) + " hardly changes", estimates.conditioned(), a, b));
        return rows;
    }

    private static EstimatedRow of(String name, Selection selection, int a, int b) {
        Optional<Estimate> r = selection.moment().correlation().pearson(a, b);
        Optional<Bootstrap.Interval> interval = selection.bootstrap().flatMap(all -> all.pearson(a, b));
        return new EstimatedRow(
                name,
                selection.moment().samples(),
                selection.moment().directions(),
                r.map(e -> OptionalDouble.of(e.value())).orElse(OptionalDouble.empty()),
                r.map(e -> OptionalDouble.of(e.standardError())).orElse(OptionalDouble.empty()),
                interval.map(i -> OptionalDouble.of(i.standardError())).orElse(OptionalDouble.empty()));
    }
}
