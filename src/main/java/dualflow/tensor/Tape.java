package dualflow.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ops that a device ran for a program, to be run again on other arguments of the same shapes: the same bits as the program's, without interpreting
 * it again. What does not depend on the arguments is not computed again, what leads to no result is left out, nothing is computed twice, and memory
 * serves one value after the other.
 *
 * <pre>{@code
 * try (Tape tape = Tape.begin(device, List.of(x))) {
 *     DeviceTensor y = f(x);
 *     if (tape.end(List.of(y))) {
 *         DeviceTensor other = tape.run(List.of(z)).get(0); // f(z)
 *     }
 * }
 * }</pre>
 *
 * <p>The program must be a function of its arguments, each in memory of its own, and of tensors that do not change. Meanwhile nothing else may run on
 * the device. Tapes nest: what runs from a tape while another one is recorded becomes one step of that.
 */
public final class Tape implements AutoCloseable {
    private final Device device;
    private final Tape outer;
    private final TapeRecording recording;
    private final Map<BitSet, TapePlan> plans = new HashMap<>();
    private TapeProgram program = new TapeProgram();
    private boolean usable;
    private boolean ended;
    private int holders = 1;

    private Tape(Device device, Tape outer, List<DeviceTensor> x) {
        this.device = device;
        this.outer = outer;
        recording = new TapeRecording(x);
        usable = device.replays();
    }

    /**
     * Begins to note what a device runs.
     *
     * @param device any device
     * @param x the program's arguments, each in memory of its own
     * @return a tape, to be ended
     */
    public static Tape begin(Device device, List<DeviceTensor> x) {
        synchronized (device) {
            Tape tape = new Tape(device, device.recorded(), x);
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
            recording.add(op, blocks, dtype, inputs, output);
        }
    }

    /**
     * Ends the recording.
     *
     * @param y the program's results
     * @return whether the tape can be run: false where {@link Device#replays} is, or if the program read numbers
     * @throws IllegalStateException if it has ended, or a tape that began later has not
     */
    public boolean end(List<DeviceTensor> y) {
        synchronized (device) {
            if (device.recorded() != this) {
                throw new IllegalStateException("tapes end in the opposite order of that in which they began");
            }
            device.record(outer);
            ended = true;
            if (usable) {
                program = recording.program(y);
            }
            recording.forget(device);
            return usable;
        }
    }

    /**
     * Runs the program on other arguments.
     *
     * @param x the arguments, of the shapes and formats of those at the recording
     * @return the results
     */
    public List<DeviceTensor> run(List<DeviceTensor> x) {
        return run(x, program.results());
    }

    /**
     * Computes only the first results.
     *
     * @param x the arguments, of the shapes and formats of those at the recording
     * @param count the number of results
     * @return these results
     * @throws IllegalStateException if the tape cannot be run
     */
    public List<DeviceTensor> run(List<DeviceTensor> x, int count) {
        synchronized (device) {
            if (!ended || !usable || x.size() != program.arguments()) {
                throw new IllegalStateException("a tape of " + program.arguments() + " arguments cannot be run on "
                        + x.size() + ", or was not recorded");
            }
            Memory[] inputs = x.stream().map(DeviceTensor::memory).toArray(Memory[]::new);
            Memory[] constants = program.constants();
            int[] computed = program.computed();
            Memory[] outputs = new Memory[computed.length];
            BitSet wanted = new BitSet();
            List<DeviceTensor> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int value = program.result(i);
                DType dtype = program.format(value);
                Shape shape = program.shape(i);
                if (value < inputs.length) {
                    results.add(device.view(dtype, shape, inputs[value]));
                } else if (value < program.given()) {
                    results.add(device.view(dtype, shape, constants[value - inputs.length]));
                } else {
                    int k = index(computed, value);
                    results.add(wanted.get(k) ? device.view(dtype, shape, outputs[k]) : device.make(dtype, shape));
                    wanted.set(k);
                    outputs[k] = results.get(i).memory();
                }
            }
            plan(wanted).run(inputs, constants, outputs);
            noteOn(device.recorded(), inputs, constants, outputs);
            return results;
        }
    }

    private static int index(int[] computed, int value) {
        int k = 0;
        while (computed[k] != value) {
            k++;
        }
        return k;
    }

    /** Makes a run of this tape a step of the tapes that are being recorded. */
    private void noteOn(Tape recorded, Memory[] inputs, Memory[] constants, Memory... outputs) {
        Memory[] all = Arrays.copyOf(inputs, inputs.length + constants.length);
        System.arraycopy(constants, 0, all, inputs.length, constants.length);
        DType[] formats =
                Arrays.stream(program.computed()).mapToObj(program::format).toArray(DType[]::new);
        for (Tape tape = recorded; tape != null; tape = tape.outer) {
            if (Arrays.asList(outputs).contains(null)) {
                tape.spoil(); // whoever runs it again may need the rest
            } else if (tape.usable) {
                tape.recording.add(this, all, outputs, formats);
            }
        }
    }

    /** How some of the computed results are computed. */
    TapePlan plan(BitSet wanted) {
        TapePlan plan = plans.get(wanted);
        if (plan == null) {
            plan = new TapePlan(device, program, wanted);
            plans.put((BitSet) wanted.clone(), plan);
        }
        return plan;
    }

    /** Another tape runs this one; it closes it in the end. */
    void hold() {
        holders++;
    }

    /**
     * What it holds for other runs.
     *
     * @return the bytes of constants and of memory between arguments and results, also of tapes within it
     */
    public long bytes() {
        return program.held()
                + plans.values().stream().mapToLong(TapePlan::bytes).sum();
    }

    /** Ends a recording that has not ended; releases what it holds, once no other tape runs it. */
    @Override
    public void close() {
        synchronized (device) {
            if (!ended) {
                ended = true;
                usable = false;
                device.record(outer);
                recording.forget(device);
            }
            holders--;
            if (holders == 0) {
                plans.values().forEach(TapePlan::release);
                plans.clear();
                program.release(device);
            }
        }
    }
}
