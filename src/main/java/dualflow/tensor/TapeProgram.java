package dualflow.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The steps of a tape. Values have numbers: first the arguments, then the constants, then what is computed. */
final class TapeProgram {
    /** An op, or a run of another tape, of which the arguments are followed by its constants. */
    record Step(Op op, Blocks blocks, Tape tape, int[] inputs, int... outputs) {}

    private final List<DType> formats = new ArrayList<>(); // of each value
    private final List<Long> bytes = new ArrayList<>();
    private final List<Memory> constants = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> results = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>(); // of the results
    private int arguments;

    int argument(DType dtype, Memory memory) {
        arguments++;
        return value(dtype, memory);
    }

    int constant(DType dtype, Memory memory) {
        constants.add(memory.hold());
        return value(dtype, memory);
    }

    int value(DType dtype, Memory memory) {
        formats.add(dtype);
        bytes.add(memory.bytes());
        return formats.size() - 1;
    }

    void add(Step step) {
        steps.add(step);
        if (step.tape != null) {
            step.tape.hold();
        }
    }

    void result(int value, Shape shape) {
        results.add(value);
        shapes.add(shape);
    }

    int arguments() {
        return arguments;
    }

    /** The number of values that are given: arguments and constants. */
    int given() {
        return arguments + constants.size();
    }

    Memory[] constants() {
        return constants.toArray(Memory[]::new);
    }

    int values() {
        return formats.size();
    }

    DType format(int value) {
        return formats.get(value);
    }

    long bytes(int value) {
        return bytes.get(value);
    }

    List<Step> steps() {
        return steps;
    }

    int results() {
        return results.size();
    }

    int result(int k) {
        return results.get(k);
    }

    Shape shape(int result) {
        return shapes.get(result);
    }

    /** The values among the results that are computed, each once. */
    int[] computed() {
        return results.stream()
                .mapToInt(Integer::intValue)
                .filter(value -> value >= given())
                .distinct()
                .toArray();
    }

    /** The bytes of its constants, and what the tapes within it hold. */
    long held() {
        long sum = constants.stream().mapToLong(Memory::bytes).sum();
        Set<Tape> inner = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Step step : steps) {
            if (step.tape != null && inner.add(step.tape)) {
                sum += step.tape.bytes();
            }
        }
        return sum;
    }

    void release(Device device) {
        constants.forEach(device::letGo);
        constants.clear();
        steps.stream().filter(step -> step.tape != null).forEach(step -> step.tape.close());
        steps.clear();
    }
}
