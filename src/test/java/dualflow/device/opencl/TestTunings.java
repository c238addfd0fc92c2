package dualflow.device.opencl;

import java.nio.file.Path;

/** What is known about a device's candidates, in a test's own folder, and devices as they might be described. */
public final class TestTunings {
    private TestTunings() {}

    /** Of a device. */
    public static Tunings of(Path folder, OpenClInfo info) {
        return new Tunings(cache(folder, info));
    }

    static DeviceCache cache(Path folder, OpenClInfo info) {
        return new DeviceCache(folder, "tiles", 1, info);
    }

    /** The same device as if it were a GPU, whose work-groups take tiles. */
    public static OpenClInfo asGpu(OpenClInfo info) {
        return new OpenClInfo(
                info.id(),
                OpenClInfo.Kind.GPU,
                info.name(),
                info.vendor(),
                info.platform(),
                info.driver(),
                info.version(),
                info.float64(),
                info.memoryBytes(),
                info.maxAllocationBytes(),
                info.localBytes(),
                info.maxWorkGroup(),
                info.computeUnits(),
                info.partAlignment(),
                info.vectorWidth(),
                info.roundsDivision(),
                info.arithmetic(),
                info.notes(),
                info.usable());
    }
}
