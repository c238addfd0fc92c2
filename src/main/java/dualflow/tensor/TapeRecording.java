package dualflow.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What ran while a tape was recorded, as far as it depends on the arguments. Values are told apart by their memory; of those that depend on the
 * arguments the numbers are not needed any more.
 */
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

    private final List<DeviceTensor> arguments;
    private final List<Ran> ran = new ArrayList<>();
    private final Set<Memory> dependent = Collections.newSetFromMap(new IdentityHashMap<>()); // on the arguments
    private final IdentityHashMap<Memory, DType> constants = new IdentityHashMap<>(); // held
    private final List<Memory> inOrder = new ArrayList<>(); // the constants

    TapeRecording(List<DeviceTensor> arguments) {
        this.arguments = List.copyOf(arguments);
        arguments.forEach(argument -> dependent.add(argument.memory()));
    }

    void add(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        if (inputs.stream().anyMatch(dependent::contains)) {
            add(new Ran(op, blocks, null, inputs.toArray(Memory[]::new), new Memory[] {output}, new DType[] {dtype}));
        }
    }

    void add(Tape tape, Memory[] inputs, Memory[] outputs, DType... formats) {
        if (Arrays.stream(inputs).anyMatch(dependent::contains)) {
            tape.hold();
            add(new Ran(null, null, tape, inputs, outputs, formats));
        }
    }

    private void add(Ran step) {
        ran.add(step);
        for (Memory input : step.inputs) {
            constant(input, step.formats[0]);
        }
        Collections.addAll(dependent, step.outputs);
    }

    /** What does not depend on the arguments is kept as it is. */
    private void constant(Memory memory, DType dtype) {
        if (!dependent.contains(memory) && constants.putIfAbsent(memory, dtype) == null) {
            inOrder.add(memory.hold());
        }
    }

    /** The steps that depend on the arguments, each computed once. */
    TapeProgram program(List<DeviceTensor> y) {
        y.forEach(result -> constant(result.memory(), result.dtype()));
        TapeProgram program = new TapeProgram();
        IdentityHashMap<Memory, Integer> numbers = new IdentityHashMap<>();
        arguments.forEach(
                argument -> numbers.put(argument.memory(), program.argument(argument.dtype(), argument.memory())));
        inOrder.forEach(memory -> numbers.put(memory, program.constant(constants.get(memory), memory)));
        Map<Computation, Integer> known = new HashMap<>();
        for (Ran step : ran) {
            int[] inputs = Arrays.stream(step.inputs).mapToInt(numbers::get).toArray();
            Integer same = step.op == null
                    ? null
                    : known.putIfAbsent(new Computation(step.op, step.blocks, inputs), program.values());
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

    void forget(Device device) {
        inOrder.forEach(device::letGo);
        ran.stream().filter(step -> step.tape != null).forEach(step -> step.tape.close());
        ran.clear();
        dependent.clear();
        constants.clear();
        inOrder.clear();
    }
}
