package dualflow.check;

import dualflow.semantics.Evaluated;
import dualflow.semantics.Quantity;
import dualflow.semantics.Sides;
import dualflow.semantics.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Measures residuals of equations, and with them how much of a residual rounding and resolution explain. */
final class Measurement {
    /** How much is done to find the rounding level. */
    enum Effort {
        /** Nothing: residuals alone. */
        RESIDUALS,
        /** Inputs are moved once. */
        SCREEN,
        /** Inputs are moved three times, the resolution is changed, and what that does not settle is shaken and computed in float32. */
        FULL
    }

    private static final int MOVES = 3;
    private static final int SHAKES = 2;
    /** The step of float32 in that of float64: what a residual in float32 says about one in float64. */
    private static final double SINGLE_TO_DOUBLE = 0x1p-29;
    /** A draw whose terms happen to be small is measured by at least this part of the typical ones. */
    private static final double PART_OF_TYPICAL = 0.01;

    private final DrawEvaluator evaluator;
    private final ClaimDraws draws;
    private final UlpMoves moves;
    private double coarsest;

    Measurement(DrawEvaluator evaluator, ClaimDraws draws, ClaimInputs inputs) {
        this.evaluator = evaluator;
        this.draws = draws;
        moves = new UlpMoves(inputs);
    }

    /** Each equation in the draws of a batch. */
    List<MeasuredEquation> measure(Map<String, Integer> sizes, List<Variant> variants, Batch batch, Effort effort) {
        return measure(sizes, variants, List.of(batch), effort).get(0);
    }

    /** For each batch each equation; the batches are evaluated together and do not affect each other. */
    List<List<MeasuredEquation>> measure(
            Map<String, Integer> sizes, List<Variant> variants, List<Batch> batches, Effort effort) {
        List<Map<String, Quantity>> rows =
                batches.stream().flatMap(batch -> batch.rows().stream()).toList();
        Evaluated base = evaluator.magnitudes(sizes, variants, rows);
        List<MeasuredEquation> all = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            all.add(residuals(variants.get(i), base.admissible(), base.sides().get(i), batches));
        }
        if (effort != Effort.RESIDUALS) {
            moveInputs(all, sizes, variants, rows, effort == Effort.FULL ? MOVES : 1);
            changeResolution(all, sizes, variants, rows, effort);
        }
        if (effort == Effort.FULL) {
            shake(all, sizes, variants, rows);
            repeatInSingle(all, sizes, variants, rows);
        }
        List<List<MeasuredEquation>> measured = new ArrayList<>();
        int from = 0;
        for (Batch batch : batches) {
            int first = from;
            measured.add(
                    all.stream().map(each -> each.part(first, batch.size())).toList());
            from += batch.size();
        }
        return measured;
    }

    private static MeasuredEquation residuals(
            Variant variant, boolean[] admissible, List<Sides> sides, List<Batch> batches) {
        MeasuredEquation measured = new MeasuredEquation(admissible, sides);
        for (int j = 0; j < sides.size(); j++) {
            Sides relation = sides.get(j);
            double[] scales = scales(relation, batches);
            for (int draw = 0; draw < measured.size(); draw++) {
                double violation = Residuals.violation(variant.equation().get(j), relation, draw);
                double gap = Residuals.largestDifference(relation.left()[draw], relation.right()[draw]);
                measured.finite[draw] &= Double.isFinite(violation)
                        && Double.isFinite(gap)
                        && Double.isFinite(Residuals.largest(relation, draw));
                double scale = scales[draw] > 0 ? scales[draw] : 1;
                measured.residual[draw] = Math.max(measured.residual[draw], violation / scale);
                measured.gap[draw] = Math.max(measured.gap[draw], gap / scale);
                measured.scale[draw] = Math.max(measured.scale[draw], scales[draw]);
                measured.scales[j][draw] = scale;
            }
        }
        return measured;
    }

    /** The scale of a relation in each draw. */
    private static double[] scales(Sides relation, List<Batch> batches) {
        double[] scales = new double[relation.left().length];
        Arrays.setAll(scales, draw -> Residuals.scale(relation, draw));
        int from = 0;
        for (Batch batch : batches) {
            int first = from;
            double[] generic = Arrays.stream(batch.generic())
                    .mapToDouble(i -> scales[first + i])
                    .filter(Double::isFinite)
                    .toArray();
            double least = PART_OF_TYPICAL * Statistics.median(generic);
            for (int i = 0; i < batch.size(); i++) {
                scales[first + i] = Math.max(scales[first + i], least);
            }
            from += batch.size();
        }
        return scales;
    }

    private void moveInputs(
            List<MeasuredEquation> all,
            Map<String, Integer> sizes,
            List<Variant> variants,
            List<Map<String, Quantity>> rows,
            int count) {
        List<Map<String, Quantity>> moved = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            moved.addAll(moves.moved(rows, draws.random("ulp|" + k)));
        }
        Evaluated evaluated = evaluator.values(sizes, variants, moved);
        for (int i = 0; i < all.size(); i++) {
            for (int k = 0; k < moved.size(); k++) {
                int draw = k % rows.size();
                double change = all.get(i).change(draw, evaluated.sides().get(i), k);
                all.get(i).level[draw] = Math.max(all.get(i).level[draw], change);
            }
        }
    }

    private void changeResolution(
            List<MeasuredEquation> all,
            Map<String, Integer> sizes,
            List<Variant> variants,
            List<Map<String, Quantity>> rows,
            Effort effort) {
        if (!evaluator.hasResolution()) {
            return;
        }
        if (effort == Effort.SCREEN) {
            all.forEach(measured -> Arrays.fill(measured.resolution, coarsest));
            return;
        }
        Evaluated coarse = evaluator.coarse(sizes, variants, rows);
        for (int i = 0; i < all.size(); i++) {
            for (int draw = 0; draw < rows.size(); draw++) {
                double change = all.get(i).change(draw, coarse.sides().get(i), draw);
                all.get(i).resolution[draw] = change;
                if (all.get(i).counts(draw) && change > coarsest) {
                    coarsest = change;
                }
            }
        }
    }

    /** Moves the result of every operation, where that can settle a draw. */
    private void shake(
            List<MeasuredEquation> all,
            Map<String, Integer> sizes,
            List<Variant> variants,
            List<Map<String, Quantity>> rows) {
        int[] unsettled = union(all, MeasuredEquation::doubtful);
        for (int seed = 0; seed < SHAKES && unsettled.length > 0; seed++) {
            Evaluated shaken = evaluator.shaken(sizes, variants, select(rows, unsettled), seed);
            for (int i = 0; i < all.size(); i++) {
                for (int k = 0; k < unsettled.length; k++) {
                    double change =
                            all.get(i).change(unsettled[k], shaken.sides().get(i), k);
                    raise(all.get(i).level, unsettled[k], change);
                }
            }
        }
    }

    /** A residual in float32 that is due to rounding shrinks by 2^29 in float64; so much of the residual it explains. */
    private void repeatInSingle(
            List<MeasuredEquation> all,
            Map<String, Integer> sizes,
            List<Variant> variants,
            List<Map<String, Quantity>> rows) {
        int[] unsettled = union(all, MeasuredEquation::unsettled);
        if (unsettled.length == 0) {
            return;
        }
        Evaluated single = evaluator.single(sizes, variants, select(rows, unsettled));
        for (int i = 0; i < all.size(); i++) {
            MeasuredEquation measured = all.get(i);
            List<Sides> sides = single.sides().get(i);
            for (int k = 0; k < unsettled.length; k++) {
                for (int j = 0; j < sides.size(); j++) {
                    double violation =
                            Residuals.violation(variants.get(i).equation().get(j), sides.get(j), k);
                    raise(
                            measured.level,
                            unsettled[k],
                            SINGLE_TO_DOUBLE * violation / measured.scales[j][unsettled[k]]);
                }
            }
        }
    }

    private static void raise(double[] levels, int draw, double level) {
        if (Double.isFinite(level)) {
            levels[draw] = Math.max(levels[draw], level);
        }
    }

    private static int[] union(List<MeasuredEquation> all, Function<MeasuredEquation, int[]> draws) {
        return all.stream()
                .flatMapToInt(measured -> Arrays.stream(draws.apply(measured)))
                .sorted()
                .distinct()
                .toArray();
    }

    private static List<Map<String, Quantity>> select(List<Map<String, Quantity>> rows, int[] positions) {
        return Arrays.stream(positions).mapToObj(rows::get).toList();
    }
}
