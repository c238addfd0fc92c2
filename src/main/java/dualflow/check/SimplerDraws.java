package dualflow.check;

import dualflow.semantics.DrawKeys;
import dualflow.semantics.Quantity;
import dualflow.syntax.Symbol;
import dualflow.syntax.Symbol.FunctionType;
import dualflow.syntax.Symbol.Given;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Draws like a given one in which one quantity is simpler. */
final class SimplerDraws {
    private final ClaimInputs inputs;

    SimplerDraws(ClaimInputs inputs) {
        this.inputs = inputs;
    }

    /** All of them, also some that are not simpler. */
    List<Map<String, Quantity>> of(Map<String, Quantity> row) {
        List<Map<String, Quantity>> simpler = new ArrayList<>();
        for (Given given : inputs.free()) {
            if (given.type() instanceof FunctionType) {
                SimplerFunctions.of(given.name(), inputs.isNetwork(given), row)
                        .forEach(change -> simpler.add(with(row, change)));
            } else {
                Quantity value = row.get(given.name());
                for (double[] values : simpler(((Simple) given.type()).kind(), value)) {
                    if (fits(given, values, row)) {
                        simpler.add(with(row, Map.of(given.name(), new Quantity(value.shape(), values))));
                    }
                }
            }
        }
        for (Symbol.Random points : inputs.points()) {
            Quantity weights = row.get(points.name() + DrawKeys.WEIGHTS);
            simpler.add(with(row, Map.of(points.name() + DrawKeys.WEIGHTS, uniform(weights))));
            Quantity at = row.get(points.name() + DrawKeys.POINTS);
            for (double[] values : numbers(at.values())) {
                simpler.add(with(row, Map.of(points.name() + DrawKeys.POINTS, new Quantity(at.shape(), values))));
            }
        }
        return simpler;
    }

    static Map<String, Quantity> with(Map<String, Quantity> row, Map<String, Quantity> change) {
        Map<String, Quantity> changed = new LinkedHashMap<>(row);
        changed.putAll(change);
        return changed;
    }

    /** Whether the numbers of a chain r < t keep their order. */
    private static boolean fits(Given given, double[] values, Map<String, Quantity> row) {
        double[] chain = given.ordered().stream()
                .mapToDouble(name ->
                        name.equals(given.name()) ? values[0] : row.get(name).values()[0])
                .toArray();
        return IntStream.range(1, chain.length).allMatch(i -> chain[i - 1] < chain[i]);
    }

    private static List<double[]> simpler(Kind kind, Quantity value) {
        return switch (kind) {
            case SMALL, UNIT -> List.of();
            case INDEX -> entries(value.values(), 0, indices(value.values()));
            case TIME -> entries(value.values(), 1, 0.5, 0.25, 0.75);
            case POSITIVE -> entries(value.values(), Double.POSITIVE_INFINITY, 1, 2, 0.5);
            case NUMBER, VECTOR -> vectors(value.values());
            case SIMPLEX -> List.of(uniform(value).values());
            case MATRIX, SYM, SKEW, SPD, ORTH, LOWER -> SimplerMatrices.of(kind, value);
        };
    }

    private static double[] indices(double[] values) {
        return IntStream.range(0, (int) Arrays.stream(values).max().orElse(0))
                .mapToDouble(i -> i)
                .toArray();
    }

    /** One entry replaced by one of some values, or rounded to one or two decimals if it stays between 0 and a bound. */
    private static List<double[]> entries(double[] values, double below, double... simple) {
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            for (double x : simple) {
                addWith(all, values, i, x);
            }
            for (double x : new double[] {rounded(values[i], 10), rounded(values[i], 100)}) {
                if (x > 0 && x < below) {
                    addWith(all, values, i, x);
                }
            }
        }
        return all;
    }

    private static List<double[]> vectors(double[] values) {
        List<double[]> all = new ArrayList<>(List.of(SmallMatrices.filled(values.length, 1)));
        all.addAll(numbers(values));
        return all;
    }

    /** All entries 0 or rounded, or one of them simple. */
    static List<double[]> numbers(double[] values) {
        List<double[]> all = new ArrayList<>();
        all.add(new double[values.length]);
        all.add(rounded(values, 1));
        all.add(rounded(values, 10));
        for (int i = 0; i < values.length; i++) {
            for (double x : new double[] {0, 1, -1, 0.5, 2, Math.rint(values[i]), rounded(values[i], 10)}) {
                addWith(all, values, i, x);
            }
        }
        return all;
    }

    static double[] rounded(double[] values, double to) {
        return Arrays.stream(values).map(x -> rounded(x, to)).toArray();
    }

    private static double rounded(double x, double to) {
        return Math.rint(to * x) / to;
    }

    static void addWith(List<double[]> all, double[] values, int i, double x) {
        if (values[i] != x) {
            double[] changed = values.clone();
            changed[i] = x;
            all.add(changed);
        }
    }

    private static Quantity uniform(Quantity weights) {
        return Members.map(weights, 1, (member, dims) -> SmallMatrices.filled(dims[0], 1.0 / dims[0]));
    }
}
