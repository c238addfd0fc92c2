package dualflow.check;

import dualflow.check.Measurement.Effort;
import dualflow.op.Elementary;
import dualflow.semantics.DrawKeys;
import dualflow.semantics.Evaluated;
import dualflow.semantics.Quantity;
import dualflow.semantics.Sides;
import dualflow.semantics.Variant;
import dualflow.syntax.Symbol.Given;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks for a counterexample of an inequality near the draws in which it is tightest, and once far from all draws. */
final class Climb {
    static final int ROUNDS = 12;

    private static final int BEST = 6;
    private static final int MOVES = 48;
    private static final double FAR = 2; // the step of the first moves, beyond what is drawn
    private static final double FIRST_STEP = 0.6;
    private static final double SHORTER = 0.8;
    private static final double EARLIEST = 0.02;
    private static final double LATEST = 0.98;

    private record Scored(Map<String, Quantity> row, double residual, double scale) {}

    private final Examination examination;

    Climb(Examination examination) {
        this.examination = examination;
    }

    /**
     * The draws with the largest residuals after some rounds of moves.
     *
     * @param sizes of all dimensions
     * @param equation the inequality
     * @param batch where it begins
     * @param measured its residuals there
     * @param rounds the number of rounds
     * @param change what is done with each draw after it was moved
     * @return generic draws
     */
    Batch climb(
            Map<String, Integer> sizes,
            Variant equation,
            Batch batch,
            MeasuredEquation measured,
            int rounds,
            UnaryOperator<Map<String, Quantity>> change) {
        RandomNumbers random = examination.draws().random("climb|" + sizes);
        List<Scored> best = best(batch.rows(), measured);
        List<Map<String, Quantity>> far =
                promising(sizes, equation, moves(all(batch.rows(), measured), FAR, random, change));
        if (!far.isEmpty()) {
            best = Stream.concat(best.stream(), best(far, measured(sizes, equation, far)).stream())
                    .sorted(Comparator.comparingDouble(scored -> -scored.residual))
                    .limit(BEST)
                    .toList();
        }
        for (int round = 0; round < rounds && !best.isEmpty(); round++) {
            double step = FIRST_STEP * Math.pow(SHORTER, round);
            List<Map<String, Quantity>> rows =
                    new ArrayList<>(best.stream().map(Scored::row).toList());
            rows.addAll(promising(sizes, equation, moves(best, step, random, change)));
            best = best(rows, measured(sizes, equation, rows));
        }
        List<Map<String, Quantity>> rows = best.stream().map(Scored::row).toList();
        return new Batch(rows, rows.stream().map(row -> DrawMode.GENERIC).toList());
    }

    private MeasuredEquation measured(Map<String, Integer> sizes, Variant equation, List<Map<String, Quantity>> rows) {
        return examination
                .measurement()
                .measure(sizes, List.of(equation), Batch.of(rows), Effort.RESIDUALS)
                .get(0);
    }

    private static List<Scored> all(List<Map<String, Quantity>> rows, MeasuredEquation measured) {
        return IntStream.range(0, rows.size())
                .filter(measured::counts)
                .mapToObj(i -> new Scored(rows.get(i), measured.residual[i], measured.scale[i]))
                .toList();
    }

    /** The draws with the largest residuals. */
    private static List<Scored> best(List<Map<String, Quantity>> rows, MeasuredEquation measured) {
        return all(rows, measured).stream()
                .sorted(Comparator.comparingDouble(scored -> -scored.residual))
                .limit(BEST)
                .toList();
    }

    private List<Scored> moves(
            List<Scored> best, double step, RandomNumbers random, UnaryOperator<Map<String, Quantity>> change) {
        return IntStream.range(0, best.isEmpty() ? 0 : MOVES)
                .mapToObj(j -> best.get(j % best.size()))
                .map(from -> new Scored(change.apply(moved(from.row, step, random)), Double.NaN, from.scale))
                .toList();
    }

    /** The moves with the largest residuals by values alone, in the scale of the draw that each began at. */
    private List<Map<String, Quantity>> promising(Map<String, Integer> sizes, Variant equation, List<Scored> moves) {
        if (moves.isEmpty()) {
            return List.of(); // no draw counts from which to move
        }
        Evaluated values = examination
                .evaluator()
                .values(
                        sizes,
                        List.of(equation),
                        moves.stream().map(Scored::row).toList());
        List<Sides> relations = values.sides().get(0);
        return IntStream.range(0, moves.size())
                .filter(i -> values.admissible()[i])
                .mapToObj(i -> {
                    double violation = IntStream.range(0, relations.size())
                            .mapToDouble(
                                    j -> Residuals.violation(equation.equation().get(j), relations.get(j), i))
                            .max()
                            .orElseThrow();
                    Scored from = moves.get(i);
                    return new Scored(from.row, violation / (from.scale > 0 ? from.scale : 1), from.scale);
                })
                .filter(scored -> Double.isFinite(scored.residual))
                .sorted(Comparator.comparingDouble(scored -> -scored.residual))
                .limit(BEST)
                .map(Scored::row)
                .toList();
    }

    private Map<String, Quantity> moved(Map<String, Quantity> row, double step, RandomNumbers random) {
        Map<String, Quantity> moved = new LinkedHashMap<>(row);
        for (Given given : examination.inputs().given()) {
            if (given.type() instanceof Simple simple && given.ordered().isEmpty()) {
                moved.computeIfPresent(given.name(), (key, value) -> moved(simple.kind(), value, step, random));
            }
        }
        for (String key : row.keySet()) {
            boolean isOfFunction =
                    key.indexOf('.') > 0 && !key.endsWith(DrawKeys.MIX) && !key.endsWith(DrawKeys.WEIGHTS);
            if (isOfFunction) {
                moved.computeIfPresent(key, (name, value) -> added(value, step, random));
            }
        }
        return moved;
    }

    private static Quantity moved(Kind kind, Quantity value, double step, RandomNumbers random) {
        return switch (kind) {
            case NUMBER, VECTOR, MATRIX -> added(value, step, random);
            case SYM, SKEW ->
                Members.map(value, 2, (a, dims) -> {
                    double[] sum = plus(a, random.normals(a.length, Math.sqrt(2) * step));
                    return SmallMatrices.lowerMirrored(sum, dims[0], kind == Kind.SYM ? 1 : -1);
                });
            case POSITIVE ->
                Members.map(value, 0, (x, dims) -> new double[] {x[0] * Elementary.exp(step * random.normal())});
            case SIMPLEX ->
                Members.map(
                        value,
                        1,
                        (weights, dims) -> ValueDraws.simplex(plus(
                                Arrays.stream(weights).map(Elementary::log).toArray(),
                                random.normals(weights.length, step))));
            case SPD ->
                Members.map(value, 2, (a, dims) -> {
                    int n = dims[0];
                    double[] e = plus(SmallMatrices.identity(n), random.normals(n * n, step / 2));
                    double[] product =
                            SmallMatrices.multiply(SmallMatrices.multiply(e, a, n), SmallMatrices.transpose(e, n), n);
                    return SmallMatrices.lowerMirrored(product, n, 1);
                });
            case TIME ->
                Members.map(value, 0, (t, dims) ->
                        new double[] {Math.min(LATEST, Math.max(EARLIEST, t[0] + step / 4 * random.normal()))});
            default -> value;
        };
    }

    private static Quantity added(Quantity value, double step, RandomNumbers random) {
        return new Quantity(value.shape(), plus(value.values(), random.normals(value.values().length, step)));
    }

    private static double[] plus(double[] x, double[] y) {
        double[] sum = new double[x.length];
        Arrays.setAll(sum, i -> x[i] + y[i]);
        return sum;
    }
}
