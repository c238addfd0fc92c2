package dualflow.semantics;

import dualflow.rounding.Measured;
import dualflow.syntax.Statement;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The numbers of all results of an evaluation, draw by draw. */
final class Results {
    private final List<Statement.Restriction> inequalities;
    private final List<Variant> variants;
    private final boolean[] admissible;
    private final List<double[][]> numbers = new ArrayList<>();
    private final List<double[]> magnitudes = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    private boolean measured;

    Results(Statement claim, List<Variant> variants, int draws) {
        this.inequalities = claim.where().stream()
                .filter(restriction -> restriction.comparison() != Statement.Comparison.EQUAL)
                .toList();
        this.variants = variants;
        admissible = new boolean[draws];
        Arrays.fill(admissible, true);
    }

    /** Takes the results of some of the draws. */
    void add(int from, int count, List<Measured> results) {
        for (int i = 0; i < inequalities.size(); i++) {
            double[] a = results.get(2 * i).value().value().toDoubles();
            double[] b = results.get(2 * i + 1).value().value().toDoubles();
            for (int row = 0; row < count; row++) {
                admissible[from + row] &= holds(inequalities.get(i).comparison(), a[row], b[row]);
            }
        }
        int first = 2 * inequalities.size();
        for (int k = first; k < results.size(); k++) {
            Tensor value = results.get(k).value();
            if (numbers.size() <= k - first) {
                numbers.add(new double[admissible.length][]);
                magnitudes.add(new double[admissible.length]);
                shapes.add(value.shape().trailing(value.shape().rank() - 1));
            }
            int size = shapes.get(k - first).size();
            double[] all = value.value().toDoubles();
            for (int row = 0; row < count; row++) {
                numbers.get(k - first)[from + row] = Arrays.copyOfRange(all, row * size, (row + 1) * size);
            }
            if (results.get(k).magnitude() != null) {
                measured = true;
                double[] magnitude = results.get(k).magnitude().value().toDoubles();
                for (int row = 0; row < count; row++) {
                    magnitudes.get(k - first)[from + row] = Arrays.stream(magnitude, row * size, (row + 1) * size)
                            .max()
                            .orElse(0);
                }
            }
        }
    }

    private static boolean holds(Statement.Comparison comparison, double a, double b) {
        return switch (comparison) {
            case AT_MOST -> a <= b;
            case LESS -> a < b;
            case DIFFERENT -> a != b;
            case EQUAL -> true;
        };
    }

    Evaluated evaluated() {
        List<List<Sides>> all = new ArrayList<>();
        int k = 0;
        for (Variant variant : variants) {
            List<Sides> sides = new ArrayList<>();
            for (int relation = 0; relation < variant.equation().size(); relation++) {
                double[] magnitude = new double[measured ? admissible.length : 0];
                for (int row = 0; row < magnitude.length; row++) {
                    magnitude[row] = Math.max(magnitudes.get(k)[row], magnitudes.get(k + 1)[row]);
                }
                sides.add(new Sides(shapes.get(k), numbers.get(k), numbers.get(k + 1), magnitude));
                k += 2;
            }
            all.add(sides);
        }
        return new Evaluated(admissible, all);
    }
}
