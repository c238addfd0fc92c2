package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.op.Add;
import dualflow.op.OpCase;
import dualflow.op.OpCases;
import dualflow.op.Silu;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Fusion;
import dualflow.tensor.Memory;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedKernelTest {
    /** Whole vectors and none, parts of long rows and short last parts, axes that repeat and axes of length 1. */
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

    /** Random groups of random ops with random broadcasting, against the host, op by op. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, true", "FLOAT32, false", "FLOAT64, true", "FLOAT64, false"})
    void fusedKernelMatchesComposedRule(DType dtype, boolean cpuKernels) {
        List<ElementwiseOp> ops = ops();
        SplittableRandom random = new SplittableRandom(4);
        try (OpenClDevice device =
                new OpenClDevice(TestDevices.openClInfo(), OpenClDevice.Memcheck.GUARDS, cpuKernels)) {
            for (int group = 0; group < 2 * SHAPES.size(); group++) {
                requireSame(device, dtype, group(ops, SHAPES.get(group % SHAPES.size()), random), random);
            }
        }
    }

    /** One op in each form, on many numbers of all sizes, so that no part of any function stays untried in vectors. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, true", "FLOAT32, false", "FLOAT64, true", "FLOAT64, false"})
    void everyElementwiseOpFitsAndGivesTheHostsBits(DType dtype, boolean cpuKernels) {
        SplittableRandom random = new SplittableRandom(5);
        Shape shape = Shape.of(3, 1501);
        try (OpenClDevice device =
                new OpenClDevice(TestDevices.openClInfo(), OpenClDevice.Memcheck.GUARDS, cpuKernels)) {
            for (ElementwiseOp op : ops()) {
                assertThat(device.fuses(op)).as(op.name()).isTrue();
                List<Integer> arguments = IntStream.range(0, op.arity()).boxed().toList();
                List<Shape> inputs =
                        List.of(shape, Shape.of(3, 1), Shape.of(1501)).subList(0, op.arity());
                Fusion.Node node = new Fusion.Node(op, arguments);
                requireSame(device, dtype, new Fusion(shape, inputs, List.of(node), List.of(op.arity())), random);
            }
        }
    }

    @Test
    void outputMayTakeTheMemoryOfAnInputOfItsShape() {
        SplittableRandom random = new SplittableRandom(6);
        Shape shape = Shape.of(3, 71);
        Fusion fusion = new Fusion(shape, List.of(shape), List.of(new Fusion.Node(new Silu(), List.of(0))), List.of(1));
        for (boolean cpuKernels : new boolean[] {true, false}) {
            try (OpenClDevice device =
                    new OpenClDevice(TestDevices.openClInfo(), OpenClDevice.Memcheck.NONE, cpuKernels)) {
                double[] x = numbers(shape.size(), random);
                Memory memory = memory(device, DType.FLOAT32, x);
                device.run(fusion, DType.FLOAT32, List.of(memory), List.of(memory));
                double[] found = new double[x.length];
                device.read(memory, DType.FLOAT32, found);
                assertThat(found)
                        .isEqualTo(composed(fusion, DType.FLOAT32, List.of(x)).get(0));
            }
        }
    }

    @Test
    void sourceDependsOnTheStructureAlone() {
        FusedKernel.Source small = FusedKernel.of(bias(2, 32), true).source();
        FusedKernel.Source large = FusedKernel.of(bias(100, 64), true).source();
        assertThat(large).isEqualTo(small);
        assertThat(large.text()).isEqualTo(small.text());
        assertThat(FusedKernel.of(bias(100, 64), false).source()).isNotEqualTo(large);
        assertThat(FusedKernel.of(bias(100, 3), true).source()).isNotEqualTo(large);
    }

    private static Fusion bias(int rows, int channels) {
        Shape shape = Shape.of(rows, channels);
        return new Fusion(
                shape,
                List.of(shape, Shape.of(channels)),
                List.of(new Fusion.Node(new Add(), List.of(0, 1))),
                List.of(2));
    }

    @Test
    void opWithAKernelOfItsOwnIsRunByItAndNotFused() {
        PlantedElementwise op = new PlantedElementwise();
        Fusion fusion =
                new Fusion(Shape.of(3), List.of(Shape.of(3)), List.of(new Fusion.Node(op, List.of(0))), List.of(1));
        assertThatThrownBy(() -> FusedKernel.of(fusion, true))
                .hasMessageContaining("op planted_elementwise cannot be fused");
        try (OpenClDevice device = TestDevices.openCl()) {
            assertThat(device.fuses(op)).isFalse();
            Tensor y = op.on(device.tensor(DType.FLOAT32, Shape.of(3), 1, 2, 3));
            assertThat(((DeviceTensor) y).toDoubles()).containsExactly(2, 4, 6);
        }
    }

    @Test
    void groupsThatCannotBeFusedAreRefused() {
        Shape two = Shape.of(2);
        Shape wide = Shape.of(3, 2);
        Fusion.Node sum = new Fusion.Node(new Add(), List.of(0, 1));
        assertThatThrownBy(() -> new Fusion(two, List.of(two, wide), List.of(sum), List.of(2)))
                .hasMessageContaining("does not broadcast to [2]");
        assertThatThrownBy(() -> new Fusion(wide, List.of(two, two), List.of(sum), List.of(2)))
                .hasMessageContaining("output 2 is no result of shape [3, 2]");
        assertThatThrownBy(() -> new Fusion(wide, List.of(wide, two), List.of(sum), List.of(0)))
                .hasMessageContaining("output 0 is no result");
        assertThatThrownBy(() ->
                        new Fusion(two, List.of(two), List.of(new Fusion.Node(new Add(), List.of(0))), List.of(1)))
                .hasMessageContaining("op add cannot be fused with arguments [0]");
    }

    private static Fusion group(List<ElementwiseOp> ops, Shape shape, SplittableRandom random) {
        List<Shape> inputs = new ArrayList<>();
        inputs.add(shape);
        for (int k = random.nextInt(4); k > 0; k--) {
            inputs.add(broadcasting(shape, random));
        }
        List<Fusion.Node> nodes = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>(inputs);
        List<Integer> outputs = new ArrayList<>();
        int count = 1 + random.nextInt(8);
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
    private static Shape broadcasting(Shape shape, SplittableRandom random) {
        int[] dims = shape.trailing(random.nextInt(shape.rank() + 1)).dims();
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = random.nextInt(3) == 0 ? 1 : dims[axis];
        }
        return Shape.of(dims);
    }

    /** One op of each name, with a constant that is no power of two where it has one. */
    private static List<ElementwiseOp> ops() {
        Map<String, ElementwiseOp> byName = new LinkedHashMap<>();
        OpCases.all().stream()
                .map(OpCase::op)
                .flatMap(op -> op instanceof ElementwiseOp elementwise ? Stream.of(elementwise) : Stream.empty())
                .forEach(op -> byName.put(op.name(), op));
        assertThat(byName).hasSizeGreaterThan(20);
        return List.copyOf(byName.values());
    }

    private static double[] numbers(int count, SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToDouble(i -> random.nextInt(9) == 0
                        ? SPECIAL[random.nextInt(SPECIAL.length)]
                        : Math.scalb(random.nextDouble(-1, 1), random.nextInt(-12, 8)))
                .toArray();
    }

    private static void requireSame(OpenClDevice device, DType dtype, Fusion fusion, SplittableRandom random) {
        List<double[]> inputs = fusion.inputs().stream()
                .map(shape -> numbers(shape.size(), random))
                .toList();
        List<double[]> expected = composed(fusion, dtype, inputs);
        List<Memory> from = inputs.stream().map(x -> memory(device, dtype, x)).toList();
        int size = fusion.shape().size();
        List<Memory> to = fusion.outputs().stream()
                .map(output -> device.allocate(dtype, size, (long) size * dtype.bytes()))
                .toList();
        device.run(fusion, dtype, from, to);
        for (int k = 0; k < to.size(); k++) {
            double[] found = new double[size];
            device.read(to.get(k), dtype, found);
            if (!Arrays.equals(found, expected.get(k))) {
                assertThat(found).as("output %d of %s", k, fusion).isEqualTo(expected.get(k));
            }
        }
        from.forEach(device::free);
        to.forEach(device::free);
    }

    private static Memory memory(OpenClDevice device, DType dtype, double[] numbers) {
        Memory memory = device.allocate(dtype, numbers.length, (long) numbers.length * dtype.bytes());
        device.write(memory, dtype, numbers);
        return memory;
    }

    private static List<double[]> composed(Fusion fusion, DType dtype, List<double[]> inputs) {
        try (HostDevice host = new HostDevice()) {
            List<Tensor> values = new ArrayList<>();
            for (int k = 0; k < inputs.size(); k++) {
                values.add(host.tensor(dtype, fusion.inputs().get(k), inputs.get(k)));
            }
            for (Fusion.Node node : fusion.nodes()) {
                values.add(
                        node.op().on(node.arguments().stream().map(values::get).toList()));
            }
            return fusion.outputs().stream()
                    .map(output -> ((DeviceTensor) values.get(output)).toDoubles())
                    .toList();
        }
    }
}
