package dualflow.device.opencl;

import dualflow.device.opencl.lowering.Candidate;
import dualflow.device.opencl.lowering.FusedKernel;
import dualflow.device.opencl.lowering.Lowerings;
import dualflow.device.opencl.lowering.Stage;
import dualflow.launch.Fusion;
import dualflow.launch.Launch;
import dualflow.launch.Target;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns ops into launches, in the same way whether they run immediately or are prepared for replay: chooses kernels and provides memory for
 * intermediate results.
 */
final class LaunchPlanner {
    private final Target target;
    private final Tuner tuner;
    private final Session session;

    /** Provides memory that only the launches of one plan read. */
    @FunctionalInterface
    interface Scratch {
        /**
         * Provides memory.
         *
         * @param dtype its number format
         * @param bytes the minimum number of bytes
         * @param inputs the inputs of the launch that writes there
         * @return memory that is none of the inputs
         */
        BufferMemory take(DType dtype, long bytes, List<BufferMemory> inputs);
    }

    /**
     * Creates a planner.
     *
     * @param target the target of the kernels
     * @param tuner chooses among tiled kernels
     * @param session the session in which to test them
     */
    LaunchPlanner(Target target, Tuner tuner, Session session) {
        this.target = target;
        this.tuner = tuner;
        this.session = session;
    }

    Target target() {
        return target;
    }

    List<Integer> choices() {
        return tuner.choices();
    }

    /** The launches of an op. */
    List<Launched> plan(
            Op op, Blocks blocks, DType dtype, List<BufferMemory> inputs, BufferMemory output, Scratch scratch) {
        List<Launched> plan = new ArrayList<>();
        add(op, blocks, dtype, inputs, output, scratch, plan);
        return plan;
    }

    /** The launch of fused elementwise ops, all of which can be fused. */
    Launched plan(Fusion fusion, DType dtype, List<BufferMemory> inputs, List<BufferMemory> outputs) {
        return new Launched(FusedKernel.of(fusion, target.forCpus()), dtype, inputs, outputs);
    }

    /**
     * The launches for one launch request of a recorded program.
     *
     * @throws IllegalArgumentException if an op has no launch on joined tensors
     */
    List<Launched> plan(
            Launch launch, DType dtype, List<BufferMemory> inputs, List<BufferMemory> outputs, Scratch scratch) {
        if (launch instanceof Launch.One one) {
            return plan(one.op(), one.blocks(), dtype, inputs, outputs.get(0), scratch);
        }
        if (launch instanceof Launch.Fused fused) {
            return List.of(plan(fused.fusion(), dtype, inputs, outputs));
        }
        if (launch instanceof Launch.Whole whole) {
            return List.of(new Launched(whole.kernel(), dtype, inputs, outputs));
        }
        Launch.Joined joined = (Launch.Joined) launch;
        List<Shape> shapes = joined.inputs().stream().map(part -> part.shape()).toList();
        Candidate candidate = ofJoined(joined.op(), shapes)
                .orElseThrow(() -> new IllegalArgumentException("op " + joined.name() + " takes no joined argument"));
        return List.of(new Launched(candidate.kernel(), dtype, inputs, outputs));
    }

    /** The launch of an op whose first argument is two tensors joined along their last axis, if supported. */
    Optional<Candidate> ofJoined(Op op, List<Shape> inputs) {
        return Lowerings.ofJoined(op, inputs, target).stream()
                .filter(candidate -> candidate.kernel().localBytes() <= target.localBytes())
                .findFirst();
    }

    private void add(
            Op op,
            Blocks blocks,
            DType dtype,
            List<BufferMemory> inputs,
            BufferMemory output,
            Scratch scratch,
            List<Launched> plan) {
        List<Stage> stages = chosen(Lowerings.candidates(op, blocks, target), blocks, dtype, inputs)
                .stages();
        List<BufferMemory> values = new ArrayList<>(inputs);
        for (int k = 0; k < stages.size(); k++) {
            Stage stage = stages.get(k);
            List<BufferMemory> taken = stage.inputs().stream().map(values::get).toList();
            BufferMemory result =
                    k == stages.size() - 1 ? output : scratch.take(dtype, stage.numbers() * dtype.bytes(), taken);
            if (stage instanceof Stage.OfKernel of && of.kernel().items() > 0) { // none if there are no channels
                plan.add(new Launched(of.kernel(), dtype, taken, List.of(result)));
            } else if (stage instanceof Stage.OfOp of && of.blocks().shape().size() > 0) {
                add(of.op(), of.blocks(), dtype, taken, result, scratch, plan);
            }
            values.add(result);
        }
    }

    private Candidate chosen(List<Candidate> candidates, Blocks blocks, DType dtype, List<BufferMemory> inputs) {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        TilesTrial trial = new TilesTrial(
                session,
                blocks,
                dtype,
                inputs.stream().map(BufferMemory::buffer).toList());
        if (candidates.get(0).tiles().isPresent()) {
            return tuner.choose(candidates, dtype, trial);
        }
        int last = candidates.size() - 1;
        return candidates.subList(0, last).stream()
                .filter(trial::runs)
                .findFirst()
                .orElse(candidates.get(last));
    }
}
