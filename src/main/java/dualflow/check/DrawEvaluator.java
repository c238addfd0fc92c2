package dualflow.check;

import dualflow.semantics.ClaimProgram;
import dualflow.semantics.Evaluated;
import dualflow.semantics.Mode;
import dualflow.semantics.Mode.Rounding;
import dualflow.semantics.Quantity;
import dualflow.semantics.Sides;
import dualflow.semantics.Variant;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Evaluates equations in any number of draws, a bounded number at a time. */
final class DrawEvaluator {
    static final int FINE = 1;
    static final int COARSE = 0;

    private static final int MOST_AT_A_TIME = 512;

    private final ClaimProgram program;
    private final Device device;

    DrawEvaluator(ClaimProgram program, Device device) {
        this.program = program;
        this.device = device;
    }

    /** Whether something rests on a resolution. */
    boolean hasResolution() {
        return !program.usage().approximations().isEmpty();
    }

    Evaluated values(Map<String, Integer> sizes, List<Variant> variants, List<Map<String, Quantity>> rows) {
        return evaluate(mode(DType.FLOAT64, FINE, Rounding.NONE, 0), sizes, variants, rows);
    }

    Evaluated coarse(Map<String, Integer> sizes, List<Variant> variants, List<Map<String, Quantity>> rows) {
        return evaluate(mode(DType.FLOAT64, COARSE, Rounding.NONE, 0), sizes, variants, rows);
    }

    Evaluated magnitudes(Map<String, Integer> sizes, List<Variant> variants, List<Map<String, Quantity>> rows) {
        return evaluate(mode(DType.FLOAT64, FINE, Rounding.MAGNITUDE, 0), sizes, variants, rows);
    }

    Evaluated shaken(Map<String, Integer> sizes, List<Variant> variants, List<Map<String, Quantity>> rows, int seed) {
        return evaluate(mode(DType.FLOAT64, FINE, Rounding.SHAKEN, seed), sizes, variants, rows);
    }

    Evaluated single(Map<String, Integer> sizes, List<Variant> variants, List<Map<String, Quantity>> rows) {
        return evaluate(mode(DType.FLOAT32, FINE, Rounding.NONE, 0), sizes, variants, rows);
    }

    private Mode mode(DType dtype, int resolution, Rounding rounding, int seed) {
        return new Mode(device, dtype, resolution, rounding, seed);
    }

    private Evaluated evaluate(
            Mode mode, Map<String, Integer> sizes, List<Variant> variants, List<Map<String, Quantity>> rows) {
        Evaluated all = null;
        for (int from = 0; from < rows.size(); from += MOST_AT_A_TIME) {
            List<Map<String, Quantity>> some = rows.subList(from, Math.min(rows.size(), from + MOST_AT_A_TIME));
            Evaluated next = program.evaluate(mode, sizes, variants, some);
            all = all == null ? next : joined(all, next);
        }
        return all;
    }

    private static Evaluated joined(Evaluated first, Evaluated second) {
        boolean[] admissible =
                Arrays.copyOf(first.admissible(), first.admissible().length + second.admissible().length);
        System.arraycopy(second.admissible(), 0, admissible, first.admissible().length, second.admissible().length);
        List<List<Sides>> sides = new ArrayList<>();
        for (int i = 0; i < first.sides().size(); i++) {
            List<Sides> relations = new ArrayList<>();
            for (int j = 0; j < first.sides().get(i).size(); j++) {
                relations.add(joined(
                        first.sides().get(i).get(j), second.sides().get(i).get(j)));
            }
            sides.add(relations);
        }
        return new Evaluated(admissible, sides);
    }

    private static Sides joined(Sides first, Sides second) {
        return new Sides(
                first.shape(),
                joined(first.left(), second.left()),
                joined(first.right(), second.right()),
                Stream.of(first.magnitude(), second.magnitude())
                        .flatMapToDouble(Arrays::stream)
                        .toArray());
    }

    private static double[][] joined(double[][] first, double[][] second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(double[][]::new);
    }
}
