package dualflow.check;

import dualflow.semantics.ClaimProgram;
import dualflow.semantics.Evaluated;
import dualflow.semantics.Mode;
import dualflow.semantics.Mode.Rounding;
import dualflow.semantics.Quantity;
import dualflow.semantics.Variant;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.List;
import java.util.Map;

/** Evaluates equations in draws, in one of the ways that a measurement needs. */
final class DrawEvaluator {
    static final int FINE = 1;
    static final int COARSE = 0;

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
        return program.evaluate(mode, sizes, variants, rows);
    }
}
