package dualflow.conformance;

import dualflow.launch.Fused;
import dualflow.launch.Fusion;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Fused elementwise ops.
 *
 * @param name the op's name, where there is only one
 * @param fusion the ops
 * @param inputs the elements of its inputs
 */
public record FusionTrial(String name, Fusion fusion, List<double[]> inputs) implements Trial {
    /** Whole vectors and none, parts of long rows and short last parts, broadcast axes and axes of length 1. */
    private static final List<Shape> SHAPES = List.of(
            Shape.SCALAR,
            Shape.of(5),
            Shape.of(16),
            Shape.of(17),
            Shape.of(2047),
            Shape.of(2, 4099),
            Shape.of(40, 64),
            Shape.of(3, 7, 5, 32),
            Shape.of(90, 3),
            Shape.of(2, 1, 33),
            Shape.of(3, 2, 2, 2, 19));

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -1e-310,
        Float.MIN_VALUE,
        -1e-40,
        1e38,
        -1e300,
        88.5,
        -104
    };

    private static final int GROUPS = 2 * SHAPES.size();
    private static final int MOST_OPS = 8;
    private static final long SEED = 4;

    /**
     * Copies the components.
     *
     * @param name the op's name, where there is only one
     * @param fusion the ops
     * @param inputs the elements of its inputs
     */
    public FusionTrial {
        inputs = List.copyOf(inputs);
    }

    /**
     * Random groups of random ops with random broadcasting.
     *
     * @return the trials
     */
    public static List<FusionTrial> groups() {
        List<ElementwiseOp> ops = ops();
        RandomGenerator random = new Draws(SEED).generator(0);
        List<FusionTrial> trials = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            Fusion fusion = group(ops, SHAPES.get(group % SHAPES.size()), random);
            trials.add(new FusionTrial("fused ops", fusion, numbers(fusion, random)));
        }
        return trials;
    }

    /**
     * Each op alone, on many numbers of all magnitudes, so that every part of each function is tried in vectors.
     *
     * @return the trials
     */
    public static List<FusionTrial> alone() {
        RandomGenerator random = new Draws(SEED).generator(1);
        Shape shape = Shape.of(3, 1501);
        List<FusionTrial> trials = new ArrayList<>();
        for (ElementwiseOp op : ops()) {
            List<Integer> arguments = IntStream.range(0, op.arity()).boxed().toList();
            List<Shape> inputs = List.of(shape, Shape.of(3, 1), Shape.of(1501)).subList(0, op.arity());
            Fusion.Node node = new Fusion.Node(op, arguments);
            Fusion fusion = new Fusion(shape, inputs, List.of(node), List.of(op.arity()));
            trials.add(new FusionTrial(op.name(), fusion, numbers(fusion, random)));
        }
        return trials;
    }

    /**
     * Elementwise ops.
     *
     * @return one of each name, with a constant that is not a power of two where it has one
     */
    public static List<ElementwiseOp> ops() {
        Map<String, ElementwiseOp> byName = new LinkedHashMap<>();
        for (OpCase c : OpCases.all()) {
            if (c.op() instanceof ElementwiseOp op) {
                byName.put(op.name(), op);
            }
        }
        return List.copyOf(byName.values());
    }

    private static Fusion group(List<ElementwiseOp> ops, Shape shape, RandomGenerator random) {
        List<Shape> inputs = new ArrayList<>();
        inputs.add(shape);
        for (int k = random.nextInt(4); k > 0; k--) {
            inputs.add(broadcasting(shape, random));
        }
        List<Fusion.Node> nodes = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>(inputs);
        List<Integer> outputs = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_OPS);
        while (nodes.size() < count || outputs.isEmpty()) {
            ElementwiseOp op = ops.get(random.nextInt(ops.size()));
            int values = shapes.size();
            List<Integer> arguments = IntStream.range(0, op.arity())
                    .mapToObj(k -> nodes.size() >= count ? 0 : random.nextInt(values))
                    .toList();
            nodes.add(new Fusion.Node(op, arguments));
            shapes.add(Shape.broadcast(arguments.stream().map(shapes::get).toList()));
            if (shapes.get(values).equals(shape) && (random.nextInt(3) == 0 || nodes.size() >= count)) {
                outputs.add(values);
            }
        }
        return new Fusion(shape, inputs, nodes, outputs);
    }

    /** Some of the last axes, some of them of length 1. */
    private static Shape broadcasting(Shape shape, RandomGenerator random) {
        int[] dims = shape.trailing(random.nextInt(shape.rank() + 1)).dims();
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = random.nextInt(3) == 0 ? 1 : dims[axis];
        }
        return Shape.of(dims);
    }

    private static List<double[]> numbers(Fusion fusion, RandomGenerator random) {
        return fusion.inputs().stream()
                .map(shape -> IntStream.range(0, shape.size())
                        .mapToDouble(i -> random.nextInt(9) == 0
                                ? SPECIAL[random.nextInt(SPECIAL.length)]
                                : Math.scalb(random.nextDouble(-1, 1), random.nextInt(-12, 8)))
                        .toArray())
                .toList();
    }

    @Override
    public List<double[]> results(Device device, DType dtype, List<double[]> numbers) {
        try (Arena arena = device.arena()) {
            List<Tensor> y = Fused.run(tensors(device, dtype, numbers), this::outputs);
            if (arena.size() < y.size()) {
                throw new IllegalStateException(this + " left nothing to release");
            }
            return y.stream().map(each -> each.value().toDoubles()).toList();
        }
    }

    private List<Tensor> tensors(Device device, DType dtype, List<double[]> numbers) {
        List<Tensor> x = new ArrayList<>();
        for (int k = 0; k < numbers.size(); k++) {
            x.add(device.tensor(dtype, fusion.inputs().get(k), numbers.get(k)));
        }
        return x;
    }

    private List<Tensor> outputs(List<Tensor> x) {
        List<Tensor> values = new ArrayList<>(x);
        for (Fusion.Node node : fusion.nodes()) {
            values.add(node.op().on(node.arguments().stream().map(values::get).toList()));
        }
        return fusion.outputs().stream().map(values::get).toList();
    }

    /** Op by op, since intermediate results are flushed too. */
    @Override
    public List<double[]> flushed(Device host, DType dtype) {
        try (Arena arena = host.arena()) {
            List<Tensor> values = new ArrayList<>(tensors(host, dtype, inputs));
            for (Fusion.Node node : fusion.nodes()) {
                values.add(Flushing.on(
                        node.op(), node.arguments().stream().map(values::get).toList(), host));
            }
            if (arena.size() < values.size()) {
                throw new IllegalStateException(this + " left nothing to release");
            }
            return fusion.outputs().stream()
                    .map(output -> values.get(output).value().toDoubles())
                    .toList();
        }
    }

    @Override
    public OptionalInt source(int argument, int index) {
        return OptionalInt.of(Blocks.ofNumbers(fusion.shape(), fusion.inputs()).start(argument, index));
    }

    @Override
    public String toString() {
        return fusion.name() + " in one launch on " + fusion.inputs();
    }
}
