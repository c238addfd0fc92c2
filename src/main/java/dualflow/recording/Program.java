package dualflow.recording;

import dualflow.tensor.DType;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A straight-line program of primitives over numbered values. An op with the same arguments twice is recorded once (common subexpression
 * elimination), and a view has no step at all: it is its argument's memory with another shape.
 */
final class Program {

    /** A value: its shape and format, and the value whose memory it is. */
    private record Value(Shape shape, DType dtype, int root) {}

    /** The result is op(the arguments). */
    record Step(Op op, List<Integer> arguments, int result) {
        Step {
            arguments = List.copyOf(arguments);
        }
    }

    private record Call(Op op, List<Integer> arguments) {}

    private final List<Value> values = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private final Map<Integer, DeviceTensor> constants = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<Call, Integer> known = new HashMap<>();
    private List<Integer> outputs = List.of();

    int input(Shape shape, DType dtype) {
        int id = value(shape, dtype);
        inputs.add(id);
        return id;
    }

    int constant(DeviceTensor numbers) {
        int id = value(numbers.shape(), numbers.dtype());
        constants.put(id, numbers);
        return id;
    }

    int apply(Op op, List<Integer> arguments, DType dtype) {
        return known.computeIfAbsent(new Call(op, List.copyOf(arguments)), call -> {
            Shape shape = op.shape(arguments.stream().map(this::shape).toList());
            if (op.isView()) {
                values.add(new Value(shape, dtype, root(arguments.get(0))));
                return values.size() - 1;
            }
            int result = value(shape, dtype);
            if (shape.size() > 0) {
                steps.add(new Step(op, arguments, result));
            }
            return result;
        });
    }

    private int value(Shape shape, DType dtype) {
        values.add(new Value(shape, dtype, values.size()));
        return values.size() - 1;
    }

    /** Ends the program; steps on which no result depends are dropped (dead code elimination). */
    void end(List<Integer> results) {
        outputs = List.copyOf(results);
        boolean[] needed = new boolean[values.size()];
        outputs.forEach(id -> needed[root(id)] = true);
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (needed[step.result()]) {
                step.arguments().forEach(id -> needed[root(id)] = true);
            }
        }
        steps.removeIf(step -> !needed[step.result()]);
        known.clear();
    }

    Shape shape(int id) {
        return values.get(id).shape();
    }

    DType dtype(int id) {
        return values.get(id).dtype();
    }

    /** The value whose memory a value uses: itself, unless it is a view. */
    int root(int id) {
        return values.get(id).root();
    }

    int size() {
        return values.size();
    }

    List<Integer> inputs() {
        return inputs;
    }

    /** The elements of a constant, or null. */
    DeviceTensor constantAt(int id) {
        return constants.get(root(id));
    }

    List<Step> steps() {
        return steps;
    }

    List<Integer> outputs() {
        return outputs;
    }

    /** The results of some steps that other steps use, or that are results of the program. */
    Set<Integer> usedOutside(List<Integer> some) {
        Set<Integer> used = new HashSet<>();
        outputs.forEach(id -> used.add(root(id)));
        for (int i = 0; i < steps.size(); i++) {
            if (!some.contains(i)) {
                steps.get(i).arguments().forEach(id -> used.add(root(id)));
            }
        }
        Set<Integer> results = new LinkedHashSet<>();
        some.forEach(step -> results.add(steps.get(step).result()));
        results.retainAll(used);
        return results;
    }
}
