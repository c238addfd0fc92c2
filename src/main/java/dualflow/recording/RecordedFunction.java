package dualflow.recording;

import dualflow.launch.Launcher;
import dualflow.tensor.Arena;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Part;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A program that is recorded on its first call with arguments of a given signature, and replayed from then on: the same bits as the program
 * itself, in less time, since
 *
 * <ul>
 *   <li>what depends on constants alone is computed when it is recorded (constant folding);
 *   <li>an op of a primal and of its tangents is one launch, so that weights are read once (on OpenCL);
 *   <li>elementwise ops on one shape are one launch;
 *   <li>buffers serve one value after the other, and kernel arguments are set only once.
 * </ul>
 *
 * <p>The signature is the arguments' shapes and formats, and the transformations that they are part of: dual numbers and mapped axes
 * are recorded as their components. The last few recordings are kept.
 *
 * <p>The program must be a pure function, and anything it reads besides its arguments must be constant. One whose control flow depends on
 * values cannot be recorded. Where recording gains nothing, the program itself runs: on a device that prepares no launches, and while a
 * program is linearized, explained or itself recorded.
 */
public final class RecordedFunction implements AutoCloseable {
    private static final int MOST_RECORDINGS = 4;

    private final Function<List<Tensor>, List<Tensor>> function;
    private final Arena home;
    private final List<Recording> recordings = new ArrayList<>(); // the most recently used first

    /**
     * A program to be recorded.
     *
     * @param function the program
     * @param home the arena in which buffers and constants live; it must be open as long as the function is used, and so must be the arenas
     *     that hold what the program reads besides its arguments
     */
    public RecordedFunction(Function<List<Tensor>, List<Tensor>> function, Arena home) {
        this.function = function;
        this.home = home;
    }

    /**
     * Runs the program.
     *
     * @param arguments its arguments
     * @return its results
     * @throws dualflow.tensor.TracedValueException if the program reads the elements of its values
     * @throws ShapeException if an argument is on another device than {@code home}
     * @throws IllegalArgumentException if it reads values besides its arguments that a transformation around it traces
     */
    public List<Tensor> apply(List<? extends Tensor> arguments) {
        List<Tensor> numbers = CallSignature.numbers(arguments);
        if (Launcher.of(home.device()).isEmpty() || !numbers.stream().allMatch(DeviceTensor.class::isInstance)) {
            return function.apply(List.copyOf(arguments));
        }
        for (Tensor part : numbers) {
            if (part.device() != home.device()) {
                throw new ShapeException(
                        "a program recorded for device " + home.device().idBeside(part.device())
                                + " got a tensor of device " + part.device().idBeside(home.device())
                                + "; upload all to one");
            }
        }
        List<Part> parts = numbers.stream().map(part -> new Part(part.value())).toList();
        for (Recording recording : recordings) {
            Optional<Map<Trace, Trace>> traces = recording.match(arguments);
            if (traces.isPresent()) {
                recordings.remove(recording);
                recordings.add(0, recording);
                return recording.run(parts, traces.get());
            }
        }
        if (recordings.size() == MOST_RECORDINGS) {
            recordings.remove(MOST_RECORDINGS - 1).close();
        }
        Recording recording = new Recording(function, arguments, home);
        recordings.add(0, recording);
        return recording.run(parts, Map.of());
    }

    /** Releases launches and buffers of all recordings; a second call has no effect. */
    @Override
    public void close() {
        recordings.forEach(Recording::close);
        recordings.clear();
    }
}
