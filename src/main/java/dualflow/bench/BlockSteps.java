package dualflow.bench;

import dualflow.autodiff.Autodiff;
import dualflow.nn.FlowUNet;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Op;
import dualflow.tensor.Profile;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * The operations of a block of a network, one after the other, in an evaluation and in one with its derivative along one direction in all of the
 * block's inputs: what they take and give, and how long they take. Inputs and weights are random.
 *
 * @param primal the operations of an evaluation
 * @param dual those of an evaluation with its derivative
 */
public record BlockSteps(List<Step> primal, List<Step> dual) {
    private static final long SEED = 7;

    /**
     * An operation.
     *
     * @param op the primitive's name
     * @param ofTangent whether it computes with tangents
     * @param inputs the arguments' shapes
     * @param result the result's shape
     * @param bytes of arguments and result, 0 for a view, which moves nothing
     * @param multiplyAdds its work
     * @param milliseconds the median of its times
     */
    public record Step(
            String op,
            boolean ofTangent,
            List<Shape> inputs,
            Shape result,
            long bytes,
            long multiplyAdds,
            double milliseconds) {}

    /**
     * Runs a block.
     *
     * @param block the block
     * @param device where it runs
     * @param dtype the format of all numbers
     * @param runs how often, after a first run that is not counted
     * @return its operations
     */
    @SuppressWarnings("try") // the arena bounds the memory
    public static BlockSteps of(FlowUNet.Block block, Device device, DType dtype, int runs) {
        Arena arena = device.arena();
        try {
            Parameters parameters = ModelProgram.drawn(block.specification(), device, dtype);
            List<Tensor> x = draw(block, "x", device, dtype);
            List<Tensor> v = draw(block, "v", device, dtype);
            List<Step> primal = median(device, runs, () -> {
                Timed timed = new Timed(device);
                Tensor unused = block.program().apply(Pass.evaluation(parameters), timed.inputs(x, false));
                return timed.steps();
            });
            List<Step> dual = median(device, runs, () -> {
                Timed timed = new Timed(device);
                Autodiff.jvp(
                        y -> block.program().apply(Pass.evaluation(parameters), y),
                        timed.inputs(x, false),
                        timed.inputs(v, true));
                return timed.steps();
            });
            return new BlockSteps(primal, dual);
        } finally {
            arena.close();
        }
    }

    private static List<Tensor> draw(FlowUNet.Block block, String name, Device device, DType dtype) {
        List<Tensor> drawn = new ArrayList<>();
        for (Shape shape : block.inputs()) {
            double[] numbers = new Draws(SEED).normals(Draws.stream(name + drawn.size()), 0, shape.size());
            drawn.add(device.tensor(dtype, shape, numbers));
        }
        return drawn;
    }

    private interface Run {
        List<Step> steps();
    }

    @SuppressWarnings("try")
    private static List<Step> median(Device device, int runs, Run run) {
        List<List<Step>> all = new ArrayList<>();
        for (int i = 0; i <= runs; i++) {
            Arena arena = device.arena();
            try {
                List<Step> steps = run.steps();
                if (i > 0) {
                    all.add(steps);
                }
            } finally {
                arena.close();
            }
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < all.get(0).size(); i++) {
            int index = i;
            double[] times = all.stream()
                    .mapToDouble(each -> each.get(index).milliseconds())
                    .sorted()
                    .toArray();
            Step step = all.get(0).get(i);
            steps.add(new Step(
                    step.op(),
                    step.ofTangent(),
                    step.inputs(),
                    step.result(),
                    step.bytes(),
                    step.multiplyAdds(),
                    times[times.length / 2]));
        }
        return steps;
    }

    /** A value, and whether it is a tangent. */
    private record Seen(Timed trace, Tensor below, boolean isTangent) implements Tensor {
        @Override
        public List<Tensor> flatten() {
            return List.of(below);
        }
    }

    /** The interpreter that times each operation. */
    private static final class Timed extends Trace {
        private final Device device;
        private final List<Step> steps = new ArrayList<>();

        Timed(Device device) {
            this.device = device;
        }

        @Override
        protected String about() {
            return "a program that is timed";
        }

        List<Tensor> inputs(List<Tensor> x, boolean areTangents) {
            return x.stream()
                    .<Tensor>map(each -> new Seen(this, each, areTangents))
                    .toList();
        }

        List<Step> steps() {
            return steps;
        }

        @Override
        protected Tensor apply(Op op, List<Tensor> arguments) {
            boolean isTangent = arguments.stream().anyMatch(x -> x instanceof Seen seen && seen.isTangent());
            List<Tensor> below = arguments.stream()
                    .map(x -> x instanceof Seen seen ? seen.below() : x)
                    .toList();
            Profile profile = new Profile();
            device.profile(profile);
            Tensor y;
            try {
                y = op.on(below);
            } finally {
                device.profile(null);
            }
            long nanoseconds = profile.entries().stream()
                    .mapToLong(Profile.Entry::nanoseconds)
                    .sum();
            List<Shape> shapes = below.stream().map(Tensor::shape).toList();
            long work = op.multiplyAdds(Blocks.of(op, shapes));
            long bytes = op.isView() ? 0 : new Profile.Call(op.name(), y.dtype(), shapes, y.shape(), work).bytes();
            steps.add(new Step(op.name(), isTangent, shapes, y.shape(), bytes, work, nanoseconds / 1e6));
            return new Seen(this, y, isTangent);
        }
    }
}
