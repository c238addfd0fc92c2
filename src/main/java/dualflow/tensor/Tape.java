package dualflow.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ops that a device ran for a program, to be run again on other arguments of the same shapes: the same bits as the program's, without interpreting
 * it again. What does not depend on the arguments is not computed again, what leads to no result is left out, and memory serves one value after the
 * other.
 *
 * <pre>{@code
 * try (Tape tape = Tape.begin(device)) {
 *     DeviceTensor y = f(x);
 *     if (tape.end(List.of(x), List.of(y))) {
 *         DeviceTensor other = tape.run(List.of(z)).get(0); // f(z)
 *     }
 * }
 * }</pre>
 *
 * <p>The program must be a function of its arguments, each in memory of its own, and of tensors that do not change. Tapes nest: what runs from a
 * tape while another one is recorded becomes one step of that.
 */
public final class Tape implements AutoCloseable {
    /** What ran, with the memory of its arguments and results: an op, or a tape of which some results may be missing. */
    private record Ran(Op op, Blocks blocks, Tape tape, Memory[] inputs, Memory[] outputs, DType[] formats) {}

    /** The same with values by number: the program's arguments, the constants, then what is computed. */
    record Step(Op op, Blocks blocks, Tape tape, int[] inputs, int... outputs) {}

    private final Device device;
    private final Tape outer;
    private final List<Ran> ran = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<DType> formats = new ArrayList<>(); // of each value
    private final List<Long> bytes = new ArrayList<>();
    private final Map<BitSet, TapePlan> plans = new HashMap<>();
    private boolean usable;
    private boolean ended;
    private int holders = 1;

    private int arguments;
    private Memory[] constants = {};
    private int[] results = {}; // the value of each
    private Shape[] shapes = {};
    private int[] computed = {}; // the values among the results that are neither arguments nor constants

    private Tape(Device device, Tape outer) {
        this.device = device;
        this.outer = outer;
        usable = device.replays();
    }

    /**
     * Begins to note what a device runs.
     *
     * @param device any device
     * @return a tape, to be ended
     */
    public static Tape begin(Device device) {
        synchronized (device) {
            Tape tape = new Tape(device, device.recorded());
            device.record(tape);
            return tape;
        }
    }

    /** The tape around this one, which notes the same ops. */
    Tape outer() {
        return outer;
    }

    /** Gives up: the program read numbers, or did something else that is no op. */
    void spoil() {
        usable = false;
    }

    void add(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        if (usable) {
            add(new Ran(op, blocks, null, inputs.toArray(Memory[]::new), new Memory[] {output}, new DType[] {dtype}));
        }
    }

    private void add(Ran step) {
        ran.add(step);
        for (Memory output : step.outputs) {
            if (output != null) {
                output.hold();
            }
        }
        if (step.tape != null) {
            step.tape.holders++;
        }
    }

    /**
     * Ends the recording.
     *
     * @param x the program's arguments, each in memory of its own
     * @param y its results
     * @return whether the tape can be run
     * @throws IllegalStateException if a tape that began later has not ended
     */
    public boolean end(List<DeviceTensor> x, List<DeviceTensor> y) {
        synchronized (device) {
            if (device.recorded() != this) {
                throw new IllegalStateException("tapes end in the opposite order of that in which they began");
            }
            device.record(outer);
            ended = true;
            if (usable) {
                number(x, y);
            }
            forget();
            return usable;
        }
    }

    /** Leaves out what does not depend on the arguments; what the rest needs of it is kept as constants. */
    private void number(List<DeviceTensor> x, List<DeviceTensor> y) {
        Map<Memory, Integer> dependent = new IdentityHashMap<>(); // true values, by number from the last argument on
        for (DeviceTensor argument : x) {
            dependent.put(argument.memory(), value(argument.dtype(), argument.memory()));
        }
        arguments = x.size();
        List<Ran> kept = new ArrayList<>();
        Map<Memory, Integer> fixed = new IdentityHashMap<>();
        List<Memory> inOrder = new ArrayList<>();
        for (Ran step : ran) {
            if (Arrays.stream(step.inputs).anyMatch(dependent::containsKey)) {
                kept.add(step);
                for (Memory output : step.outputs) {
                    dependent.put(output, -1);
                }
                for (Memory input : step.inputs) {
                    constant(input, step.formats[0], dependent, fixed, inOrder);
                }
            }
        }
        y.forEach(result -> constant(result.memory(), result.dtype(), dependent, fixed, inOrder));
        constants = inOrder.toArray(Memory[]::new);
        inOrder.forEach(Memory::hold);
        for (Ran step : kept) {
            int[] outputs = new int[step.outputs.length];
            for (int k = 0; k < outputs.length; k++) {
                outputs[k] = value(step.formats[k], step.outputs[k]);
            }
            int[] inputs = Arrays.stream(step.inputs)
                    .mapToInt(input -> dependent.getOrDefault(input, fixed.getOrDefault(input, -1)))
                    .toArray();
            for (int k = 0; k < outputs.length; k++) {
                dependent.put(step.outputs[k], outputs[k]);
            }
            steps.add(new Step(step.op, step.blocks, step.tape, inputs, outputs));
            if (step.tape != null) {
                step.tape.holders++;
            }
        }
        results = y.stream()
                .mapToInt(result -> dependent.getOrDefault(result.memory(), fixed.getOrDefault(result.memory(), -1)))
                .toArray();
        shapes = y.stream().map(DeviceTensor::shape).toArray(Shape[]::new);
        computed = Arrays.stream(results)
                .filter(value -> value >= arguments + constants.length)
                .distinct()
                .toArray();
    }

    private int value(DType dtype, Memory memory) {
        formats.add(dtype);
        bytes.add(memory.bytes());
        return formats.size() - 1;
    }

    private void constant(
            Memory memory,
            DType dtype,
            Map<Memory, Integer> dependent,
            Map<Memory, Integer> fixed,
            List<Memory> inOrder) {
        if (!dependent.containsKey(memory) && !fixed.containsKey(memory)) {
            fixed.put(memory, value(dtype, memory));
            inOrder.add(memory);
        }
    }

    private void forget() {
        for (Ran step : ran) {
            for (Memory output : step.outputs) {
                if (output != null) {
                    device.letGo(output);
                }
            }
            if (step.tape != null) {
                step.tape.close();
            }
        }
        ran.clear();
    }

    /**
     * Runs the program on other arguments.
     *
     * @param x the arguments, of the shapes and formats of those at the recording
     * @return the results
     */
    public List<DeviceTensor> run(List<DeviceTensor> x) {
        return run(x, results.length);
    }

    /**
     * Computes only the first results.
     *
     * @param x the arguments, of the shapes and formats of those at the recording
     * @param count the number of results
     * @return these results
     */
    public List<DeviceTensor> run(List<DeviceTensor> x, int count) {
        synchronized (device) {
            Memory[] inputs = x.stream().map(DeviceTensor::memory).toArray(Memory[]::new);
            Memory[] outputs = new Memory[computed.length];
            BitSet wanted = new BitSet();
            List<DeviceTensor> made = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                made.add(result(i, inputs, outputs, wanted));
            }
            plan(wanted).run(inputs, constants, outputs);
            noteOn(device.recorded(), inputs, outputs);
            return made;
        }
    }

    private DeviceTensor result(int i, Memory[] inputs, Memory[] outputs, BitSet wanted) {
        int value = results[i];
        DType dtype = formats.get(value);
        if (value < arguments) {
            return device.view(dtype, shapes[i], inputs[value]);
        }
        if (value < arguments + constants.length) {
            return device.view(dtype, shapes[i], constants[value - arguments]);
        }
        int k = 0;
        while (computed[k] != value) {
            k++;
        }
        if (wanted.get(k)) {
            return device.view(dtype, shapes[i], outputs[k]);
        }
        wanted.set(k);
        DeviceTensor result = device.make(dtype, shapes[i]);
        outputs[k] = result.memory();
        return result;
    }

    /** Makes a run of this tape a step of the tapes that are being recorded. */
    private void noteOn(Tape recorded, Memory[] inputs, Memory... outputs) {
        Memory[] all = Arrays.copyOf(inputs, inputs.length + constants.length);
        System.arraycopy(constants, 0, all, inputs.length, constants.length);
        DType[] dtypes = Arrays.stream(computed).mapToObj(formats::get).toArray(DType[]::new);
        for (Tape tape = recorded; tape != null; tape = tape.outer) {
            if (Arrays.asList(outputs).contains(null)) {
                tape.spoil();
            } else if (tape.usable) {
                tape.add(new Ran(null, null, this, all, outputs, dtypes));
            }
        }
    }

    /** How some of the computed results are computed. */
    TapePlan plan(BitSet wanted) {
        TapePlan plan = plans.get(wanted);
        if (plan == null) {
            plan = new TapePlan(device, this, wanted);
            plans.put((BitSet) wanted.clone(), plan);
        }
        return plan;
    }

    List<Step> steps() {
        return steps;
    }

    /** The number of values that are given: arguments, then constants. */
    int given() {
        return arguments + constants.length;
    }

    int[] computed() {
        return computed.clone();
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

    /**
     * What it holds for other runs.
     *
     * @return the bytes of constants and of memory between arguments and results, also of tapes within it
     */
    public long bytes() {
        long sum = 0;
        for (Memory constant : constants) {
            sum += constant.bytes();
        }
        for (TapePlan plan : plans.values()) {
            sum += plan.bytes();
        }
        Set<Tape> inner = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Step step : steps) {
            if (step.tape != null && inner.add(step.tape)) {
                sum += step.tape.bytes();
            }
        }
        return sum;
    }

    /** Ends a recording that has not ended; releases what it holds, once no other tape runs it. */
    @Override
    public void close() {
        synchronized (device) {
            if (!ended) {
                ended = true;
                usable = false;
                device.record(outer);
                forget();
            }
            if (--holders == 0) {
                plans.values().forEach(TapePlan::release);
                plans.clear();
                for (Memory constant : constants) {
                    device.letGo(constant);
                }
                steps.stream().filter(step -> step.tape != null).forEach(step -> step.tape.close());
                steps.clear();
            }
        }
    }
}
