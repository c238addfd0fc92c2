package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.Comparison;
import dualflow.conformance.FusionTrial;
import dualflow.conformance.JoinTrial;
import dualflow.conformance.Trial;
import dualflow.conformance.Trials;
import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.op.Exp;
import dualflow.op.MatMul;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Profile;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Devices with smaller limits than the present one: every kernel still runs and gives the host's bits. The device itself checks that a launch
 * stays within the limits that it pretends to have: one that does not is refused.
 */
class LimitsTest {
    private static final long LOCAL = 1 << 20;
    private static final long ALLOCATION = 1 << 24;

    private static Limits limits(long allocation, long localBytes, long group, long groupOfKernel) {
        Limits own = Limits.of(TestDevices.openClInfo());
        return new Limits(
                4 * allocation,
                allocation,
                Math.min(own.localBytes(), localBytes),
                Math.min(own.maxWorkGroup(), group),
                Math.min(own.maxWorkGroup(), groupOfKernel),
                own.addressBits(),
                own.profiles());
    }

    private static OpenClDevice device(Limits limits, boolean cpuKernels, Tuner tuner) {
        return new OpenClDevice(TestDevices.openClInfo(), limits, OpenClDevice.Memcheck.NONE, cpuKernels, tuner);
    }

    /** A quarter of the memory in one buffer; local memory, work-groups, and those of kernels that spill. */
    @ParameterizedTest
    @CsvSource({"16384, 64, 64, true", "32768, 256, 16, false", "1024, 1, 1, false"})
    void everyKernelRunsOnSmallDevices(long localBytes, long group, long groupOfKernel, boolean cpuKernels) {
        Limits limits = limits(ALLOCATION, localBytes, group, groupOfKernel);
        List<Trial> trials = Stream.of(Trials.ops(), Trials.smallRules(), List.<Trial>copyOf(JoinTrial.all()))
                .flatMap(List::stream)
                .toList();
        try (OpenClDevice device = device(limits, cpuKernels, Tuner.byRule(TestDevices.openClInfo()))) {
            assertThat(Comparison.differing(device, trials)).isEmpty();
            assertThat(Comparison.differing(device, List.copyOf(FusionTrial.groups())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 32768, 256, 256", "2, 16384, 64, 64", "3, 16384, 256, 16", "0, 1024, 1024, 1024"})
    void productsRunInTilesThatFitOrWithout(int tiling, long localBytes, long group, long groupOfKernel) {
        Limits limits = limits(ALLOCATION, localBytes, group, groupOfKernel);
        try (OpenClDevice device = device(limits, false, Tuner.fixed(tiling))) {
            assertThat(Comparison.differing(device, Trials.products())).isEmpty();
        }
    }

    /** The local memory of a CPU is its cache: groups and panels become smaller with it, and no bit changes. */
    @ParameterizedTest
    @ValueSource(longs = {160 << 10, 512 << 10})
    void winogradRunsInPanelsThatFit(long localBytes) {
        try (OpenClDevice device = device(limits(ALLOCATION, localBytes, 256, 256), true, Tuner.fixed(0))) {
            List<Trial> trials = Trials.ops().stream()
                    .filter(trial -> trial.name().contains("winograd"))
                    .toList();
            assertThat(trials).hasSizeGreaterThan(30);
            assertThat(Comparison.differing(device, trials)).isEmpty();
            assertThat(Comparison.differing(device, List.copyOf(JoinTrial.all())))
                    .isEmpty();
        }
    }

    @Test
    void moreThanTheDeviceGivesAtOnceIsRefusedInOneSentence() {
        try (OpenClDevice device = device(limits(ALLOCATION, LOCAL, 256, 256), true, Tuner.fixed(0))) {
            int numbers = (int) ALLOCATION / Float.BYTES;
            assertThat(device.fill(DType.FLOAT32, Shape.of(numbers), 1).shape()).isEqualTo(Shape.of(numbers));
            assertThatThrownBy(() -> device.fill(DType.FLOAT32, Shape.of(numbers + 1), 1))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("one tensor would need 17 MiB, more than the 16 MiB");
        }
    }

    @Test
    void addressesOf32BitsReachNoFurtherThan2GibInATensor() {
        Limits own = Limits.of(TestDevices.openClInfo());
        Limits small = new Limits(1L << 36, 1L << 34, own.localBytes(), 256, 256, 32, true);
        assertThat(small.maxAllocationBytes()).isEqualTo(Integer.MAX_VALUE);
        assertThat(small.memoryBytes()).isEqualTo(1L << 32);
        try (OpenClDevice device = device(small, true, Tuner.fixed(0))) {
            assertThatThrownBy(() -> device.fill(DType.FLOAT64, Shape.of(1 << 28), 1))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("one tensor would need 2048 MiB, more than the 2047 MiB");
            DeviceTensor x = device.tensor(DType.FLOAT32, Shape.of(2), 0, 1);
            assertThat(((DeviceTensor) new Exp().on(x)).toDoubles()).containsExactly(1, (float) Math.E);
        }
    }

    @Test
    void withoutAClockTimesAreTheHosts() {
        Limits own = Limits.of(TestDevices.openClInfo());
        Limits without = new Limits(
                own.memoryBytes(),
                own.maxAllocationBytes(),
                own.localBytes(),
                own.maxWorkGroup(),
                own.maxWorkGroupOfKernel(),
                own.addressBits(),
                false);
        assertThat(own.profiles()).isTrue();
        for (Limits limits : List.of(own, without)) {
            try (OpenClDevice device = device(limits, true, Tuner.fixed(0));
                    Arena arena = device.arena()) {
                Profile profile = new Profile();
                device.profile(profile);
                Tensor x = device.fill(DType.FLOAT32, Shape.of(64, 64), 1);
                double[] y = ((DeviceTensor) new MatMul().on(x, x)).toDoubles();
                device.profile(null);
                assertThat(y).containsOnly(64);
                assertThat(profile.entries())
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.nanoseconds()).isPositive());
                assertThat(device.timesItself()).isEqualTo(limits.profiles());
                assertThat(arena.size()).isPositive();
            }
        }
    }

    @Test
    void queuesWorkInOrderAlsoWhereTheyKeepTime() {
        try (OpenClDevice device = TestDevices.openCl()) {
            assertThat(device.session().queue().isInOrder()).isTrue();
            device.profile(new Profile());
            DeviceTensor x = device.tensor(DType.FLOAT32, Shape.of(2), 0, 1);
            assertThat(((DeviceTensor) new Exp().on(x)).toDoubles()).hasSize(2);
            device.profile(null);
            assertThat(device.session().queue().isInOrder()).isTrue();
        }
    }

    /** The check that the tests above rest on. */
    @Test
    void launchBeyondWhatTheDeviceHasIsRefused() {
        Limits limits = limits(ALLOCATION, 1024, 256, 256);
        Signature nothing = new Signature(List.of());
        CompiledKernel small = new CompiledKernel("k", null, nothing, 256, true, 512, DType.FLOAT32);
        assertThatThrownBy(() -> grid(kernel(10, 1, new Arguments().local(513)), small, limits))
                .hasMessageContaining("needs 1025 bytes of local memory, device opencl:7:7 has 1024");
        assertThatThrownBy(() -> grid(kernel(10, 512, new Arguments()), small, limits))
                .hasMessageContaining("needs work-groups of 512, device opencl:7:7 has at most 256");
        CompiledKernel spilled = new CompiledKernel("k", null, nothing, 48, false, 0, DType.FLOAT32);
        assertThat(grid(kernel(100, 64, new Arguments()), spilled, limits)).isEqualTo(new LaunchQueue.Grid(128, 32));
    }

    private static Kernel kernel(int items, int localSize, Arguments arguments) {
        return new Kernel("attention", "attention", items, localSize, arguments);
    }

    private static LaunchQueue.Grid grid(Kernel kernel, CompiledKernel compiled, Limits limits) {
        return LaunchQueue.grid(kernel, compiled, limits, "opencl:7:7");
    }
}
