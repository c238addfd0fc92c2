package dualflow.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How some results of a tape are computed: the steps that lead to them, and which memory serves which values. */
final class TapePlan {
    /** A step of a tape, of which only some results are needed; arguments and results are places in the table of memory, -1 where not needed. */
    private static final class Launch {
        private final TapeProgram.Step step;
        private final TapePlan plan;
        private final Device.ReadyOp op;
        private final int[] inputs;
        private final int[] outputs;
        private final Memory[] x;
        private final Memory[] y;
        private final List<Memory> arguments;

        Launch(TapeProgram.Step step, TapePlan plan, Device.ReadyOp op) {
            this.step = step;
            this.plan = plan;
            this.op = op;
            inputs = new int[step.inputs().length];
            outputs = new int[step.outputs().length];
            x = new Memory[inputs.length];
            y = new Memory[outputs.length];
            arguments = Arrays.asList(x);
        }
    }

    private record Size(DType dtype, long bytes) {}

    private final Device device;
    private final int given;
    private final BitSet used = new BitSet(); // of what is given
    private final Launch[] launches;
    private final Memory[] table; // what is given, the results, and memory between them
    private final List<Memory> own = new ArrayList<>();

    /**
     * A plan.
     *
     * @param device where it runs
     * @param program the steps
     * @param wanted which of the computed results are wanted
     */
    TapePlan(Device device, TapeProgram program, BitSet wanted) {
        this.device = device;
        given = program.given();
        launches = needed(program, wanted);
        int[] places = new int[program.values()];
        Arrays.fill(places, -1);
        for (int value = 0; value < given; value++) {
            places[value] = value;
        }
        int[] computed = program.computed();
        wanted.stream().forEach(k -> places[computed[k]] = given + k);
        layOut(program, places, given + computed.length);
        table = new Memory[given + computed.length + own.size()];
        for (int k = 0; k < own.size(); k++) {
            table[given + computed.length + k] = own.get(k);
        }
    }

    /** The steps that lead to the wanted results; also finds out what they use of what is given. */
    private Launch[] needed(TapeProgram program, BitSet wanted) {
        BitSet needed = new BitSet();
        wanted.stream().forEach(k -> needed.set(program.computed()[k]));
        Deque<Launch> chosen = new ArrayDeque<>();
        for (int i = program.steps().size() - 1; i >= 0; i--) {
            TapeProgram.Step step = program.steps().get(i);
            BitSet outputs = new BitSet();
            for (int k = 0; k < step.outputs().length; k++) {
                outputs.set(k, needed.get(step.outputs()[k]));
            }
            if (!outputs.isEmpty()) {
                TapePlan plan = step.tape() == null ? null : step.tape().plan(outputs);
                for (int k = 0; k < step.inputs().length; k++) {
                    if (plan == null || plan.used.get(k)) {
                        needed.set(step.inputs()[k]);
                    }
                }
                DType dtype = program.format(step.outputs()[0]);
                Launch launch =
                        new Launch(step, plan, plan == null ? device.ready(step.op(), step.blocks(), dtype) : null);
                Arrays.fill(launch.outputs, -1);
                outputs.stream().forEach(k -> launch.outputs[k] = step.outputs()[k]);
                chosen.addFirst(launch);
            }
        }
        used.or(needed.get(0, given));
        return chosen.toArray(Launch[]::new);
    }

    /** Gives each value a place; memory is taken again after the last use of what it held. */
    private void layOut(TapeProgram program, int[] places, int first) {
        int[] lastUse = new int[program.values()];
        for (int i = 0; i < launches.length; i++) {
            Launch launch = launches[i];
            for (int k = 0; k < launch.inputs.length; k++) {
                if (launch.plan == null || launch.plan.used.get(k)) {
                    lastUse[launch.step.inputs()[k]] = i;
                }
            }
        }
        Map<Size, Deque<Integer>> free = new HashMap<>();
        for (int i = 0; i < launches.length; i++) {
            Launch launch = launches[i];
            for (int k = 0; k < launch.outputs.length; k++) {
                int value = launch.outputs[k];
                if (value >= 0 && places[value] < 0) {
                    places[value] = place(program, value, free, first);
                }
                launch.outputs[k] = value < 0 ? -1 : places[value];
            }
            for (int k = 0; k < launch.inputs.length; k++) {
                int value = launch.step.inputs()[k];
                boolean isUsed = launch.plan == null || launch.plan.used.get(k);
                launch.inputs[k] = isUsed ? places[value] : -1;
            }
            for (int k = 0; k < launch.inputs.length; k++) {
                int value = launch.step.inputs()[k];
                if (launch.inputs[k] >= first && lastUse[value] == i) {
                    lastUse[value] = -1; // an op may take a value twice
                    free.computeIfAbsent(
                                    new Size(program.format(value), program.bytes(value)), key -> new ArrayDeque<>())
                            .push(launch.inputs[k]);
                }
            }
        }
    }

    private int place(TapeProgram program, int value, Map<Size, Deque<Integer>> free, int first) {
        Deque<Integer> same = free.get(new Size(program.format(value), program.bytes(value)));
        if (same != null && !same.isEmpty()) {
            return same.pop();
        }
        own.add(device.memory(program.format(value), program.bytes(value)));
        return first + own.size() - 1;
    }

    /**
     * Runs all steps.
     *
     * @param x the arguments' memory
     * @param constants the constants'
     * @param y the results', null of those that are not wanted
     */
    void run(Memory[] x, Memory[] constants, Memory... y) {
        System.arraycopy(x, 0, table, 0, x.length);
        System.arraycopy(constants, 0, table, x.length, constants.length);
        System.arraycopy(y, 0, table, given, y.length);
        for (Launch launch : launches) {
            for (int k = 0; k < launch.x.length; k++) {
                launch.x[k] = launch.inputs[k] < 0 ? null : table[launch.inputs[k]];
            }
            if (launch.plan == null) {
                launch.op.run(launch.arguments, table[launch.outputs[0]]);
            } else {
                for (int k = 0; k < launch.y.length; k++) {
                    launch.y[k] = launch.outputs[k] < 0 ? null : table[launch.outputs[k]];
                }
                launch.plan.run(launch.x, new Memory[0], launch.y);
            }
        }
        device.count(launches.length);
    }

    /** The bytes of its own memory. */
    long bytes() {
        return own.stream().mapToLong(Memory::bytes).sum();
    }

    /** Lets go of its own memory. */
    void release() {
        own.forEach(device::letGo);
    }
}
