package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.Comparison;
import dualflow.conformance.FusionTrial;
import dualflow.device.host.HostDevice;
import dualflow.device.opencl.lowering.FusedKernel;
import dualflow.launch.Fusion;
import dualflow.launch.ProgramText;
import dualflow.op.Add;
import dualflow.op.Silu;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Memory;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusedKernelTest {
    /** Random groups of random ops with random broadcasting, against the host, op by op. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fusedKernelMatchesComposedRule(boolean cpuKernels) {
        try (OpenClDevice device =
                new OpenClDevice(TestDevices.openClInfo(), OpenClDevice.Memcheck.GUARDS, cpuKernels)) {
            assertThat(Comparison.differing(device, List.copyOf(FusionTrial.groups())))
                    .isEmpty();
        }
    }

    /** One op in each form, on many numbers of all magnitudes, so that every part of each function is tried in vectors. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyElementwiseOpFitsAndGivesTheHostsBits(boolean cpuKernels) {
        assertThat(FusionTrial.ops()).hasSizeGreaterThan(20);
        try (OpenClDevice device =
                new OpenClDevice(TestDevices.openClInfo(), OpenClDevice.Memcheck.GUARDS, cpuKernels)) {
            assertThat(FusionTrial.ops()).allMatch(device::fuses);
            assertThat(Comparison.differing(device, List.copyOf(FusionTrial.alone())))
                    .isEmpty();
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
                double[] x = random.doubles(shape.size(), -4, 4)
                        .map(number -> (float) number)
                        .toArray();
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
        ProgramText small = FusedKernel.of(bias(2, 32), true).program();
        ProgramText large = FusedKernel.of(bias(100, 64), true).program();
        assertThat(large).isEqualTo(small);
        assertThat(large.text()).isEqualTo(small.text());
        assertThat(FusedKernel.of(bias(100, 64), false).program()).isNotEqualTo(large);
        assertThat(FusedKernel.of(bias(100, 3), true).program()).isNotEqualTo(large);
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
