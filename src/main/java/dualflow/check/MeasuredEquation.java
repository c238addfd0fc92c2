package dualflow.check;

import dualflow.semantics.Sides;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Residuals and rounding levels of one equation in the draws of a batch, filled in by {@link Measurement}. */
final class MeasuredEquation {
    /** Relative to the scale; for {@code <=} negative where the relation holds strictly. */
    final double[] residual;
    /** The largest |L - R|, relative to the scale. */
    final double[] gap;

    final double[] level;
    final double[] resolution;
    final double[] scale;
    /** The scale of each relation, 1 where it is 0. */
    final double[][] scales;

    final boolean[] finite;
    final boolean[] admissible;
    /** Both sides of each relation. */
    final List<Sides> sides;

    MeasuredEquation(boolean[] admissible, List<Sides> sides) {
        int count = admissible.length;
        this.admissible = admissible;
        this.sides = sides;
        residual = SmallMatrices.filled(count, Double.NEGATIVE_INFINITY);
        gap = new double[count];
        level = SmallMatrices.filled(count, 4 * Math.ulp(1.0));
        resolution = new double[count];
        scale = new double[count];
        scales = new double[sides.size()][count];
        finite = new boolean[count];
        Arrays.fill(finite, true);
    }

    int size() {
        return admissible.length;
    }

    /** The change of the sides of a draw from these to others, relative to the scale. */
    double change(int draw, List<Sides> others, int other) {
        double largest = 0;
        for (int j = 0; j < sides.size(); j++) {
            largest = Math.max(largest, Residuals.change(sides.get(j), draw, others.get(j), other) / scales[j][draw]);
        }
        return largest;
    }

    /** The draws from one position on. */
    MeasuredEquation part(int from, int count) {
        MeasuredEquation part = new MeasuredEquation(
                Arrays.copyOfRange(admissible, from, from + count),
                sides.stream().map(each -> part(each, from, from + count)).toList());
        System.arraycopy(residual, from, part.residual, 0, count);
        System.arraycopy(gap, from, part.gap, 0, count);
        System.arraycopy(level, from, part.level, 0, count);
        System.arraycopy(resolution, from, part.resolution, 0, count);
        System.arraycopy(scale, from, part.scale, 0, count);
        System.arraycopy(finite, from, part.finite, 0, count);
        for (int j = 0; j < scales.length; j++) {
            System.arraycopy(scales[j], from, part.scales[j], 0, count);
        }
        return part;
    }

    private static Sides part(Sides sides, int from, int to) {
        return new Sides(
                sides.shape(),
                Arrays.copyOfRange(sides.left(), from, to),
                Arrays.copyOfRange(sides.right(), from, to),
                Arrays.copyOfRange(sides.magnitude(), from, to));
    }

    DrawClass classOf(int draw) {
        if (!admissible[draw]) {
            return DrawClass.INADMISSIBLE;
        }
        return finite[draw] ? DrawClass.of(residual[draw], level[draw], resolution[draw]) : DrawClass.NOT_FINITE;
    }

    boolean counts(int draw) {
        return admissible[draw] && finite[draw];
    }

    /** How much the sides differ, in parts of the larger one. */
    double visibleGap(int draw) {
        double largest = sides.stream()
                .mapToDouble(each -> Residuals.largest(each, draw))
                .max()
                .orElseThrow();
        return largest > 0 ? gap[draw] * scale[draw] / largest : 0;
    }

    /**
     * How much the sides of an equation differ, in parts of the larger one, by their largest entries: 0 to 2. A side that is not above what rounding
     * and resolution explain is 0, and where both are, so is their difference.
     */
    double relativeDifference(int draw) {
        double largest = 0;
        for (int j = 0; j < sides.size(); j++) {
            Sides each = sides.get(j);
            double larger = Residuals.largest(each, draw);
            if (larger > DrawClass.tolerance(level[draw], resolution[draw]) * scales[j][draw]) {
                double difference = Residuals.largestDifference(each.left()[draw], each.right()[draw]);
                largest = Math.max(largest, difference / larger);
            }
        }
        return largest;
    }

    /** The positions of the draws that count and are not ok. */
    int[] unsettled() {
        return IntStream.range(0, size())
                .filter(draw -> counts(draw) && classOf(draw) != DrawClass.OK)
                .toArray();
    }

    /** Those of them in which rounding may have been overlooked. */
    int[] doubtful() {
        return Arrays.stream(unsettled())
                .filter(draw -> !DrawClass.isBeyondDoubt(residual[draw], level[draw], resolution[draw]))
                .toArray();
    }

    boolean all(DrawClass type) {
        return IntStream.range(0, size()).allMatch(draw -> classOf(draw) == type);
    }

    boolean any(DrawClass type) {
        return IntStream.range(0, size()).anyMatch(draw -> classOf(draw) == type);
    }

    /** Whether more than half of the draws add up numbers that are not zero. */
    boolean isMostlyNotZero(double tiny) {
        return 2 * Arrays.stream(scale).filter(each -> each > tiny).count() > size();
    }
}
