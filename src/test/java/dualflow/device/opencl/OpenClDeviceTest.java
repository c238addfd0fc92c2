package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.Comparison;
import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenClDeviceTest {
    private static OpenClDevice device;

    @BeforeAll
    static void open() {
        device = TestDevices.openCl();
    }

    @AfterAll
    static void close() {
        if (device != null) {
            device.close();
        }
    }

    /** The kernels for CPUs, and the general ones wherever the test runs. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void kernelsStayWithinTheirTensorsAndWriteThemWhole(boolean cpuKernels) {
        try (OpenClDevice own = new OpenClDevice(TestDevices.openClInfo(), OpenClDevice.Memcheck.GUARDS, cpuKernels)) {
            assertThat(Comparison.differing(own, AllKernels.small())).isEmpty();
            assertThat(own.launches()).isGreaterThan(500);
        }
    }

    @Test
    void guardsFindAKernelThatWritesBeyondItsResult() {
        try (OpenClDevice own = new OpenClDevice(TestDevices.openClInfo(), OpenClDevice.Memcheck.GUARDS, true)) {
            DeviceTensor x = own.tensor(DType.FLOAT64, Shape.of(3), 1, 2, 3);
            assertThatThrownBy(() -> new Planted("out_of_bounds").on(x))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("kernel op_planted_out_of_bounds wrote beyond a tensor");
        }
    }

    @Test
    void kernelThatDoesNotBuildIsReportedWithTheCompilersWords() {
        try (Arena arena = device.arena()) {
            DeviceTensor x = device.scalar(DType.FLOAT32, 1);
            assertThatThrownBy(() -> new Planted("misspelt").on(x))
                    .isInstanceOf(KernelBuildException.class)
                    .hasMessageContaining("opencl/planted_misspelt.cl")
                    .hasMessageContaining(device.id())
                    .hasMessageContaining("-w -cl-std=CL1.2")
                    .hasMessageContaining("no_such_function");
            assertThat(arena.size()).as("the result was given back").isEqualTo(1);
            assertThat(x.toDouble()).as("the device still works").isEqualTo(1);
        }
    }

    @Test
    void kernelWithoutTheUsualArgumentsIsRefused() {
        try (Arena arena = device.arena()) {
            DeviceTensor x = device.scalar(DType.FLOAT32, 1);
            assertThatThrownBy(() -> new Planted("arguments").on(x)).hasMessageContaining("takes 2 arguments, got 3");
            assertThat(arena.size()).isEqualTo(1);
        }
    }

    @Test
    void longTransfersKeepEveryNumber() {
        int count = (1 << 20) + 7; // more than one piece in both formats
        double[] numbers = numbers(count, 1);
        for (DType dtype : DType.values()) {
            double[] rounded = Arrays.stream(numbers).map(dtype::round).toArray();
            try (Arena arena = device.arena()) {
                DeviceTensor x = device.tensor(dtype, Shape.of(count), numbers);
                assertThat(x.toDoubles()).as("%s", dtype).isEqualTo(rounded);
                assertThat(arena.size()).isEqualTo(1);
            }
        }
    }

    @Test
    void buffersStartAtMultiplesOf64BytesOnACpu() {
        Assumptions.assumeTrue(device.info().kind() == OpenClInfo.Kind.CPU);
        for (long bytes : new long[] {4, 257, 4097, 1 << 20}) {
            assertThat(device.session().isAligned(bytes, 64))
                    .as("%d bytes", bytes)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 256", "256, 256", "257, 320", "1024, 1024", "1025, 1152", "1048577, 1179648"})
    void sizeClassesAreAtMostAnEighthLarger(long bytes, long size) {
        assertThat(BufferPool.sizeClass(bytes)).isEqualTo(size);
    }

    @Test
    void steadyLoopTakesNothingFromTheDriver() {
        long created = 0;
        for (int step = 0; step < 100; step++) {
            try (Arena arena = device.arena()) {
                Tensor x = device.fill(DType.FLOAT64, Shape.of(1000), step);
                x = Ops.add(Ops.scale(x, 2), Ops.multiply(x, x));
                assertThat(((DeviceTensor) Ops.sum(x)).toDouble()).isEqualTo(1000.0 * (2 * step + step * step));
                assertThat(arena.size()).isEqualTo(5);
            }
            if (step == 0) {
                created = device.session().pool().created();
            }
        }
        assertThat(device.session().pool().created()).isEqualTo(created);
    }

    @Test
    void tooMuchIsRefusedEarlyAndFreeBuffersMakeRoom() {
        try (OpenClDevice own = TestDevices.openCl()) {
            long most = own.info().maxAllocationBytes();
            int tooMany = (int) Math.min(Integer.MAX_VALUE, most / 8 + 1);
            if ((long) tooMany * 8 > most && (long) tooMany * 8 < own.account().limit()) {
                assertThatThrownBy(() -> own.fill(DType.FLOAT64, Shape.of(tooMany), 0))
                        .isInstanceOf(DeviceException.class)
                        .hasMessageContaining("one tensor would need")
                        .hasMessageContaining("use smaller batches or another device");
            }
            assertThat(own.account().live()).isZero();
            long before = own.session().pool().held();
            Buffer free = own.session().pool().take(12345);
            own.session().pool().give(free);
            assertThat(own.session().pool().held()).isEqualTo(before + 13312);
            own.session().pool().releaseFree();
            assertThat(own.session().pool().held()).isZero();
        }
    }

    @Test
    void tenThousandCallsWithFailuresLeaveNothingBehind() {
        try (OpenClDevice own = TestDevices.openCl()) {
            List<OpCase> cases = OpCases.all();
            mixedCalls(own, cases, cases.size() * 6); // builds every kernel
            own.finish(); // running commands refer to the context
            own.session().pool().releaseFree();
            int base = own.session().contextReferences();
            mixedCalls(own, cases, 10_000);
            assertThat(own.account().live()).isZero();
            own.finish();
            own.session().pool().releaseFree();
            assertThat(own.session().pool().held()).isZero();
            assertThat(own.session().contextReferences()).isEqualTo(base);
        }
    }

    private static void mixedCalls(OpenClDevice device, List<OpCase> cases, int calls) {
        for (int i = 0; i < calls; i++) {
            DType dtype = i % 2 == 0 ? DType.FLOAT32 : DType.FLOAT64;
            try (Arena arena = device.arena()) {
                if (i % 3 == 2) {
                    Tensor x = device.fill(dtype, Shape.of(2, 3), 1);
                    assertThatThrownBy(() -> Ops.add(x, device.fill(dtype, Shape.of(5), 1)))
                            .isInstanceOf(ShapeException.class);
                    assertThat(arena.size()).isEqualTo(2);
                } else {
                    OpCase c = cases.get(i / 2 % cases.size());
                    ((DeviceTensor) c.op().on(c.arguments(device, dtype))).toDoubles();
                }
            }
        }
    }

    /** Numbers of many magnitudes, with some special ones. */
    private static double[] numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] special = {0.0, -0.0, 1e-310, 1e-40, Double.POSITIVE_INFINITY, 1e38};
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(29) == 0
                    ? special[random.nextInt(special.length)]
                    : Math.scalb(random.nextDouble(-1, 1), random.nextInt(-20, 20));
        }
        return numbers;
    }
}
