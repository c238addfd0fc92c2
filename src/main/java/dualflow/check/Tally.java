package dualflow.check;

import dualflow.semantics.Quantity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What all draws, at all sizes, say about one equation. */
final class Tally {
    /** Scales below this are those of terms that are 0. */
    private static final double ZERO = 1e-13;

    private static final double MOST_NOT_FINITE = 0.1;
    private static final double FEWEST_OK = 0.9;

    /**
     * A draw that is of interest.
     *
     * @param visibleGap how much the sides differ, in parts of the larger one
     */
    record Case(Map<String, Integer> sizes, Map<String, Quantity> row, DrawMode mode, int number, double visibleGap) {}

    final List<Case> counterexamples = new ArrayList<>();
    /** Draws that are not generic in which the equation fails. */
    final List<Case> failingSpecial = new ArrayList<>();

    final List<Case> notFinite = new ArrayList<>();
    /** Largest values over the generic draws that count. */
    double residual = Double.NaN;

    double relativeDifference;
    double level;
    double resolution;
    double gap;
    Margin margin = Margin.NONE;
    boolean isZero = true;
    private final Map<DrawClass, Integer> generic = new EnumMap<>(DrawClass.class);
    private int all;

    void add(Map<String, Integer> sizes, Batch batch, MeasuredEquation measured) {
        for (int i = 0; i < batch.size(); i++) {
            DrawClass type = measured.classOf(i);
            DrawMode mode = batch.modes().get(i);
            Case draw = new Case(sizes, batch.rows().get(i), mode, i, measured.visibleGap(i));
            all++;
            if (mode == DrawMode.GENERIC) {
                generic.merge(type, 1, Integer::sum);
                if (measured.counts(i) && type != DrawClass.ILL) {
                    margin = margin.or(new Margin(
                            Math.max(0, measured.residual[i]),
                            DrawClass.tolerance(measured.level[i], measured.resolution[i])));
                }
                if (measured.counts(i)) {
                    addFigures(measured, i);
                }
            }
            if (type == DrawClass.BAD) {
                (mode == DrawMode.GENERIC ? counterexamples : failingSpecial).add(draw);
            } else if (type == DrawClass.NOT_FINITE) {
                notFinite.add(draw);
            }
        }
    }

    private void addFigures(MeasuredEquation measured, int i) {
        residual =
                Double.isNaN(residual) ? Math.max(0, measured.residual[i]) : Math.max(residual, measured.residual[i]);
        relativeDifference = Math.max(relativeDifference, measured.relativeDifference(i));
        level = Math.max(level, measured.level[i]);
        resolution = Math.max(resolution, measured.resolution[i]);
        gap = Math.max(gap, measured.gap[i]);
        isZero &= measured.scale[i] <= ZERO;
    }

    /** All draws in which the equation fails. */
    List<Case> failing() {
        List<Case> failing = new ArrayList<>(counterexamples);
        failing.addAll(failingSpecial);
        return failing;
    }

    int draws() {
        return all;
    }

    int genericDraws() {
        return generic.values().stream().mapToInt(Integer::intValue).sum();
    }

    int generic(DrawClass type) {
        return generic.getOrDefault(type, 0);
    }

    /** HOLDS, FAILS, UNDEFINED or UNDECIDED, by the generic draws alone. */
    Finding finding() {
        int count = genericDraws();
        int ok = generic(DrawClass.OK);
        int ill = generic(DrawClass.ILL);
        int none = generic(DrawClass.NOT_FINITE);
        if (!counterexamples.isEmpty()) {
            return Finding.FAILS;
        }
        if (none > MOST_NOT_FINITE * count) {
            return Finding.UNDEFINED;
        }
        boolean holds = ok + none == count || (ok + none + ill == count && ok >= FEWEST_OK * count);
        return holds && ok > 0 ? Finding.HOLDS : Finding.UNDECIDED;
    }

    /** Such as "70 hold, 2 lie between". */
    String words() {
        return generic.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().words())
                .collect(Collectors.joining(", "));
    }
}
