package dualflow.recording;

import dualflow.launch.Fusion;
import dualflow.launch.Launch;
import dualflow.launch.Launcher;
import dualflow.launch.Replay;
import dualflow.tensor.Arena;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Part;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A program that was recorded on arguments of some shapes and is replayed on others of the same shapes. Its passes, in order:
 *
 * <ol>
 *   <li>{@link RecordTrace} and {@link Program}: constant folding, common subexpression and dead code elimination, while and right after
 *       the program runs.
 *   <li>{@link PatternFusion}: first, since it compares whole rules with the program; steps that a rule takes are not available to later
 *       passes.
 *   <li>{@link PrimalTangentBatching}: before any other pass joins the steps of a primal or a tangent alone.
 *   <li>{@link ConcatenationElision}: after batching, since a primal's and a tangent's concatenation must then be elided together.
 *   <li>{@link ElementwiseFusion}: the last pass that joins steps, as it takes whatever elementwise steps remain.
 *   <li>{@link MemoryPlan}: when it is known which values are stored, and in which order the launches run.
 * </ol>
 */
final class Recording implements AutoCloseable {
    private final Device device;
    private final Launcher launcher;
    private final List<Tensor> arguments = new ArrayList<>(); // as the program saw them
    private final List<Tensor> results;
    private final List<Part> inputs = new ArrayList<>();
    private final Map<Tensor, Part> outputs = new HashMap<>();
    private final List<DeviceTensor> buffers = new ArrayList<>();
    private final Replay replay;

    /**
     * Records a program.
     *
     * @param function the program
     * @param examples arguments of the signature; their elements do not matter
     * @param home the arena in which buffers and constants live
     */
    Recording(Function<List<Tensor>, List<Tensor>> function, List<? extends Tensor> examples, Arena home) {
        device = home.device();
        Program program = new Program();
        RecordTrace trace = new RecordTrace(program, home);
        try (Arena recording = device.arena()) {
            launcher = Launcher.of(recording.device()).orElseThrow();
            examples.forEach(
                    example -> arguments.add(CallSignature.rebuild(example, UnaryOperator.identity(), trace::input)));
            results = List.copyOf(function.apply(List.copyOf(arguments)));
            trace.finish();
            if (!CallSignature.traces(arguments).containsAll(CallSignature.traces(results))) {
                throw new IllegalArgumentException(
                        "a recorded program met a value that a transformation around it moves;"
                                + " make everything that is differentiated or mapped an argument of the program");
            }
            Set<Tensor> computed = new LinkedHashSet<>();
            results.forEach(result -> CallSignature.rebuild(result, UnaryOperator.identity(), numbers -> {
                computed.add(numbers);
                return numbers;
            }));
            program.end(computed.stream().map(trace::id).toList());
            LaunchGroups launchGroups = new LaunchGroups(program);
            PatternFusion rules = new PatternFusion(program, launchGroups, device, launcher.target());
            PrimalTangentBatching pairs = new PrimalTangentBatching(
                    program, launchGroups, launcher.target().partAlignment());
            ConcatenationElision joins = new ConcatenationElision(program, launchGroups, launcher);
            ElementwiseFusion.join(program, launchGroups, rules, launcher);
            List<Integer> order = launchGroups.inOrder();
            MemoryPlan memory = new MemoryPlan(program, launchGroups, order, pairs, (dtype, size) -> {
                DeviceTensor buffer = device.fill(dtype, Shape.of(size), 0);
                home.adopt(buffer);
                buffers.add(buffer);
                return buffer;
            });
            program.inputs().forEach(input -> inputs.add(memory.of(input)));
            computed.forEach(output -> outputs.put(output, memory.of(trace.id(output))));
            List<Launch> launches = new ArrayList<>();
            order.forEach(group -> launches.add(launch(program, launchGroups, rules, joins, group, memory)));
            replay = launcher.prepare(launches);
        } catch (RuntimeException | Error e) {
            buffers.forEach(DeviceTensor::release);
            throw e;
        }
    }

    /** The interpreters that correspond to those of the arguments, or empty if the arguments' signature differs from the examples'. */
    Optional<Map<Trace, Trace>> match(List<? extends Tensor> other) {
        return CallSignature.match(arguments, other);
    }

    /**
     * Runs the program.
     *
     * @param numbers the arguments' tensors, in order
     * @param traces the arguments' interpreters by those of the examples
     */
    List<Tensor> run(List<Part> numbers, Map<Trace, Trace> traces) {
        Map<Tensor, Tensor> copies = new HashMap<>();
        synchronized (device) { // other runs wait until the results have been copied out of the buffers
            for (int k = 0; k < inputs.size(); k++) {
                device.copy(numbers.get(k), inputs.get(k));
            }
            replay.run();
            outputs.forEach((output, place) -> copies.put(output, device.copy(place)));
        }
        return results.stream()
                .map(result -> CallSignature.rebuild(result, trace -> traces.getOrDefault(trace, trace), copies::get))
                .toList();
    }

    /** Releases launches and buffers; a second call has no effect. */
    @Override
    public void close() {
        replay.close();
        buffers.forEach(DeviceTensor::release);
    }

    private Launch launch(
            Program program,
            LaunchGroups launchGroups,
            PatternFusion rules,
            ConcatenationElision joins,
            int group,
            MemoryPlan memory) {
        Optional<PatternFusion.Found> rule = rules.at(group);
        if (rule.isPresent()) {
            PatternFusion.Found found = rule.get();
            return new Launch.Whole(
                    found.whole().name(),
                    found.kernel(),
                    found.whole().multiplyAdds(),
                    found.inputs().stream().map(memory::of).toList(),
                    found.outputs().stream().map(memory::of).toList());
        }
        Optional<ConcatenationElision.Found> join = joins.at(group);
        if (join.isPresent()) {
            ConcatenationElision.Found found = join.get();
            List<Part> inputs = found.inputs().stream().map(memory::of).toList();
            return new Launch.Joined(found.op(), inputs, memory.of(found.output()));
        }
        List<Integer> steps = launchGroups.steps(group);
        if (ElementwiseFusion.fits(program, steps.get(0), launcher)) {
            return fused(program, steps, memory);
        }
        return new Launch.One(
                program.steps().get(steps.get(0)).op(),
                PrimalTangentBatching.arguments(program, steps).stream()
                        .map(memory::of)
                        .toList(),
                memory.of(PrimalTangentBatching.result(program, steps)));
    }

    private static Launch fused(Program program, List<Integer> steps, MemoryPlan memory) {
        Set<Integer> made = new LinkedHashSet<>();
        steps.forEach(step -> made.add(program.steps().get(step).result()));
        Set<Integer> read = new LinkedHashSet<>();
        steps.forEach(step -> read.addAll(program.steps().get(step).arguments()));
        read.removeAll(made);
        Map<Integer, Integer> numbers = new HashMap<>();
        read.forEach(id -> numbers.put(id, numbers.size()));
        List<Fusion.Node> nodes = new ArrayList<>();
        for (int step : steps) {
            Program.Step at = program.steps().get(step);
            nodes.add(new Fusion.Node(
                    (ElementwiseOp) at.op(),
                    at.arguments().stream().map(numbers::get).toList()));
            numbers.put(at.result(), numbers.size());
        }
        Set<Integer> stored = program.usedOutside(steps);
        Fusion fusion = new Fusion(
                program.shape(made.iterator().next()),
                read.stream().map(program::shape).toList(),
                nodes,
                stored.stream().map(numbers::get).toList());
        return new Launch.Fused(
                fusion,
                read.stream().map(memory::of).toList(),
                stored.stream().map(memory::of).toList());
    }
}
