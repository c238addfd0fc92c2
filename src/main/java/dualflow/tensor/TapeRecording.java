package dualflow.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What ran while a tape was recorded. Values are told apart by their memory, which is held until the recording is forgotten. */
final class TapeRecording {
    /** An op, or a run of another tape, with the memory of its arguments and results. */
    private record Ran(Op op, Blocks blocks, Tape tape, Memory[] inputs, Memory[] outputs, DType[] formats) {}

    /** An op on values in a layout, which gives the same numbers wherever it stands. */
    private record Computation(Op op, Blocks blocks, int... inputs) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Computation computation
                    && Arrays.equals(inputs, computation.inputs)
                    && op.equals(computation.op)
                    && blocks.isLike(computation.blocks);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(inputs) + op.hashCode();
        }
    }

    private final List<Ran> ran = new ArrayList<>();

    void add(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        add(new Ran(op, blocks, null, inputs.toArray(Memory[]::new), new Memory[] {output}, new DType[] {dtype}));
    }

    void add(Tape tape, Memory[] inputs, Memory[] outputs, DType... formats) {
        tape.hold();
        add(new Ran(null, null, tape, inputs, outputs, formats));
    }

    private void add(Ran step) {
        ran.add(step);
        for (Memory output : step.outputs) {
            output.hold();
        }
    }

    /** The steps that depend on the arguments, each computed once; what they need of the rest becomes constants. */
    TapeProgram program(List<DeviceTensor> x, List<DeviceTensor> y) {
        TapeProgram program = new TapeProgram();
        Map<Memory, Integer> numbers = new IdentityHashMap<>();
        x.forEach(argument -> numbers.put(argument.memory(), program.argument(argument.dtype(), argument.memory())));
        List<Ran> dependent = dependent(numbers.keySet().toArray(Memory[]::new));
        Map<Memory, Boolean> computed = new IdentityHashMap<>();
        dependent.forEach(step -> Arrays.stream(step.outputs).forEach(output -> computed.put(output, true)));
        for (Ran step : dependent) {
            for (Memory input : step.inputs) {
                if (!computed.containsKey(input)) {
                    numbers.computeIfAbsent(input, constant -> program.constant(step.formats[0], constant));
                }
            }
        }
        for (DeviceTensor result : y) {
            if (!computed.containsKey(result.memory())) {
                numbers.computeIfAbsent(result.memory(), constant -> program.constant(result.dtype(), constant));
            }
        }
        Map<Computation, Integer> known = new HashMap<>();
        for (Ran step : dependent) {
            int[] inputs = Arrays.stream(step.inputs).mapToInt(numbers::get).toArray();
            Integer same =
                    step.op == null ? null : known.putIfAbsent(new Computation(step.op, step.blocks, inputs), program.values());
            if (same != null) {
                numbers.put(step.outputs[0], same);
                continue;
            }
            int[] outputs = new int[step.outputs.length];
            for (int k = 0; k < outputs.length; k++) {
                outputs[k] = program.value(step.formats[k], step.outputs[k]);
                numbers.put(step.outputs[k], outputs[k]);
            }
            program.add(new TapeProgram.Step(step.op, step.blocks, step.tape, inputs, outputs));
        }
        y.forEach(result -> program.result(numbers.get(result.memory()), result.shape()));
        return program;
    }

    private List<Ran> dependent(Memory... arguments) {
        Map<Memory, Boolean> depends = new IdentityHashMap<>();
        Arrays.stream(arguments).forEach(argument -> depends.put(argument, true));
        List<Ran> dependent = new ArrayList<>();
        for (Ran step : ran) {
            boolean isDependent = false;
            for (Memory input : step.inputs) {
                isDependent |= depends.containsKey(input);
            }
            if (isDependent) {
                dependent.add(step);
                for (Memory output : step.outputs) {
                    depends.put(output, true);
                }
            }
        }
        return dependent;
    }

    void forget(Device device) {
        for (Ran step : ran) {
            for (Memory output : step.outputs) {
                device.letGo(output);
            }
            if (step.tape != null) {
                step.tape.close();
            }
        }
        ran.clear();
    }
}
