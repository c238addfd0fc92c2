package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.Comparison;
import dualflow.conformance.OpCase;
import dualflow.conformance.Trials;
import dualflow.launch.Launch;
import dualflow.launch.Replay;
import dualflow.op.Abs;
import dualflow.op.Convolution;
import dualflow.op.WinogradConvolution;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Shape;
import dualflow.testing.TestDevices;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels for GPUs, on whatever device there is. */
class TilesTest {
    private static final int TILINGS = 4;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void productsInTilesEqualTheHost(int tiling) {
        Tuner tuner = Tuner.fixed(tiling);
        try (OpenClDevice device =
                new OpenClDevice(TestDevices.openClInfo(), OpenClDevice.Memcheck.GUARDS, false, tuner)) {
            assertThat(Comparison.differing(device, Trials.products())).isEmpty();
        }
        assertThat(tuner.choices()).containsOnly(tiling).hasSizeGreaterThan(20);
    }

    @Test
    void replayedProductsInTilesKeepTheirBits() {
        Op winograd = new WinogradConvolution(1);
        Op convolution = new Convolution(1, 1);
        try (OpenClDevice device = new OpenClDevice(
                TestDevices.openClInfo(), OpenClDevice.Memcheck.NONE, false, Tuner.fixed(TILINGS - 1))) {
            DeviceTensor x = numbers(device, Shape.of(2, 9, 11, 10));
            DeviceTensor u = numbers(device, Shape.of(36, 10, 12));
            DeviceTensor w = numbers(device, Shape.of(3, 3, 12, 10));
            DeviceTensor between = (DeviceTensor) winograd.on(x, u);
            double[] expected = ((DeviceTensor) convolution.on(between, w)).toDoubles();
            DeviceTensor first = device.fill(DType.FLOAT32, between.shape(), 0);
            DeviceTensor second = device.fill(DType.FLOAT32, x.shape(), 0);
            List<Launch> launches = List.of(
                    new Launch.One(winograd, List.of(new Part(x), new Part(u)), new Part(first)),
                    new Launch.One(convolution, List.of(new Part(first), new Part(w)), new Part(second)));
            try (Replay replay = device.prepare(launches)) {
                replay.run();
                assertThat(second.toDoubles()).isEqualTo(expected).doesNotContain(0);
            }
        }
    }

    private static DeviceTensor numbers(Device device, Shape shape) {
        return (DeviceTensor)
                OpCase.of(new Abs(), shape).arguments(device, DType.FLOAT32).get(0);
    }

    @ParameterizedTest
    @CsvSource({"32, 32768", "1024, 1024"})
    void generalKernelsRunWhereTilesAreTooLarge(long maxWorkGroup, long localBytes) {
        OpenClInfo info = limited(TestDevices.openClInfo(), maxWorkGroup, localBytes);
        Tuner tuner = Tuner.byRule(info);
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.NONE, false, tuner)) {
            assertThat(Comparison.differing(device, Trials.products())).isEmpty();
        }
        assertThat(tuner.choices()).containsOnly(TILINGS);
    }

    @Test
    void smallestTileRunsInSmallWorkGroups() {
        OpenClInfo info = limited(TestDevices.openClInfo(), 64, 32768);
        Tuner tuner = Tuner.byRule(info);
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.NONE, false, tuner)) {
            assertThat(Comparison.differing(device, Trials.products())).isEmpty();
        }
        assertThat(tuner.choices()).containsOnly(TILINGS - 1);
    }

    static OpenClInfo limited(OpenClInfo info, long maxWorkGroup, long localBytes) {
        return new OpenClInfo(
                info.id(),
                info.kind(),
                info.name(),
                info.vendor(),
                info.platform(),
                info.driver(),
                info.version(),
                info.float64(),
                info.memoryBytes(),
                info.maxAllocationBytes(),
                localBytes,
                maxWorkGroup,
                info.computeUnits(),
                info.partAlignment(),
                info.vectorWidth(),
                info.roundsDivision(),
                info.arithmetic(),
                List.of(),
                true);
    }
}
