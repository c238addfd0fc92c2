package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

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
            assertThat(TiledProducts.differingFromHost(device)).isEmpty();
        }
        assertThat(tuner.choices()).containsOnly(tiling).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({"32, 32768", "1024, 1024"})
    void generalKernelsRunWhereTilesAreTooLarge(long maxWorkGroup, long localBytes) {
        OpenClInfo info = limited(TestDevices.openClInfo(), maxWorkGroup, localBytes);
        Tuner tuner = Tuner.byRule(info);
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.NONE, false, tuner)) {
            assertThat(TiledProducts.differingFromHost(device)).isEmpty();
        }
        assertThat(tuner.choices()).containsOnly(TILINGS);
    }

    @Test
    void smallestTileRunsInSmallWorkGroups() {
        OpenClInfo info = limited(TestDevices.openClInfo(), 64, 32768);
        Tuner tuner = Tuner.byRule(info);
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.NONE, false, tuner)) {
            assertThat(TiledProducts.differingFromHost(device)).isEmpty();
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
                info.divideInDouble(),
                List.of(),
                true);
    }
}
