package dualflow.experiment;

import dualflow.association.BinaryColumns;
import dualflow.association.FirstOrderPartial;
import dualflow.association.FourfoldTable;
import dualflow.association.Tetrachoric;
import dualflow.dependency.Correlation;
import dualflow.dependency.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The labels' part of the paper's Figure 5: the correlations of all labels of images with each other, by two coefficients, and the partial
 * ones given one label.
 *
 * @param names the labels
 * @param matrices what was measured
 */
public record Figure5(List<String> names, List<Matrix> matrices) {
    /**
     * The correlations of all labels.
     *
     * @param name a name for files
     * @param title a description
     * @param rows the correlations, row by row; empty where one is undefined: of a label that is constant or determined by
     *     the one given, and by {@link FirstOrderPartial}
     */
    public record Matrix(String name, String title, List<List<OptionalDouble>> rows) {
        /**
         * The correlation of two labels.
         *
         * @param a one label
         * @param b another
         * @return their correlation; empty where it is undefined
         */
        public OptionalDouble at(int a, int b) {
            return rows.get(a).get(b);
        }
    }

    /** The correlation of label a with label b, of which the matrix takes those with b at most a. */
    private interface Correlations {
        OptionalDouble of(int a, int b);
    }

    /**
     * Measures labels.
     *
     * @param names the labels' names
     * @param labels the labels, an image in each row
     * @param given the label given in the partial correlations
     * @return the figure
     */
    public static Figure5 compute(List<String> names, BinaryColumns labels, int given) {
        Matrix phi = matrix("phi", "phi", labels, FourfoldTable::phi);
        Matrix tetrachoric = matrix(
                "tetrachoric",
                "tetrachoric",
                labels,
                table -> Tetrachoric.of(table)
                        .map(t -> OptionalDouble.of(t.value()))
                        .orElse(OptionalDouble.empty()));
        return new Figure5(
                List.copyOf(names),
                List.of(
                        phi,
                        tetrachoric,
                        partial(phi, names.get(given), given),
                        partial(tetrachoric, names.get(given), given)));
    }

    /**
     * The figure with matrices of a classifier's logits.
     *
     * @param estimates of as many logits as there are labels, in the same order
     * @param given the name of the label whose logit hardly changes
     * @return both
     */
    public Figure5 with(AttributeEstimates estimates, String given) {
        List<Matrix> all = new ArrayList<>(matrices);
        estimates.ofImages().ifPresent(logits -> all.add(estimated("logits", "logits of the images", logits)));
        all.add(estimated("estimate", "derivatives of logits", estimates.all()));
        all.add(estimated(
                "estimate_conditioned", "derivatives where " + given + " hardly changes", estimates.conditioned()));
        return new Figure5(names, List.copyOf(all));
    }

    private Matrix estimated(String name, String title, Selection selection) {
        Correlation correlation = selection.moment().correlation();
        return matrix(
                name,
                title,
                names.size(),
                (a, b) -> correlation
                        .pearson(a, b)
                        .map(r -> OptionalDouble.of(r.value()))
                        .orElse(OptionalDouble.empty()));
    }

    /** The rows of the matrix are computed by all cores. */
    private static Matrix matrix(
            String name, String title, BinaryColumns labels, Function<FourfoldTable, OptionalDouble> coefficient) {
        return matrix(name, title, labels.columns(), (a, b) -> coefficient.apply(labels.table(a, b)));
    }

    private static Matrix partial(Matrix all, String given, int c) {
        return matrix(
                "partial_" + all.name(),
                "partial " + all.title() + " given " + given,
                all.rows().size(),
                (a, b) -> a == b && a != c
                        ? all.at(a, a)
                        : FirstOrderPartial.given(all.at(a, b), all.at(a, c), all.at(b, c)));
    }

    private static Matrix matrix(String name, String title, int size, Correlations correlations) {
        IntFunction<List<OptionalDouble>> lower = a ->
                IntStream.rangeClosed(0, a).mapToObj(b -> correlations.of(a, b)).toList();
        List<List<OptionalDouble>> half =
                IntStream.range(0, size).parallel().mapToObj(lower).toList();
        return new Matrix(
                name,
                title,
                IntStream.range(0, size)
                        .mapToObj(a -> IntStream.range(0, size)
                                .mapToObj(b -> half.get(Math.max(a, b)).get(Math.min(a, b)))
                                .toList())
                        .toList());
    }
}
