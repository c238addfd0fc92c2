package dualflow.device.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A choice among the bit-identical kernels that a device can launch.
 *
 * @param name its name, in human-readable form
 * @param forCpus whether to use kernels whose work-items loop over many elements, where an op has them
 * @param tiles which of the tiled kernels to use, where an op has them and the device can run it; otherwise the general kernel
 */
public record KernelStyle(String name, boolean forCpus, OptionalInt tiles) {
    /** Kernels for CPUs. */
    public static final KernelStyle FOR_CPUS = new KernelStyle("for CPUs", true, OptionalInt.empty());

    /** Kernels that every device can run. */
    public static final KernelStyle GENERAL = new KernelStyle("general", false, OptionalInt.of(Integer.MAX_VALUE));

    /**
     * Tiled kernels.
     *
     * @param index the index of the tiling, the largest first
     * @param tiling the name of the tiling
     * @return the style
     */
    public static KernelStyle tiles(int index, String tiling) {
        return new KernelStyle("tiles " + tiling, false, OptionalInt.of(index));
    }

    /**
     * The default style of a device.
     *
     * @param info the device
     * @return CPU kernels on CPUs; otherwise the general ones, in addition to which all tiled kernels are used
     */
    public static KernelStyle of(OpenClInfo info) {
        return info.takesCpuKernels() ? FOR_CPUS : GENERAL;
    }

    /**
     * One of the candidates among which a device chooses.
     *
     * @param info the device
     * @param index its index among {@link Choices#labels}; where the device cannot run it, the last takes its place
     * @return the style
     */
    public static KernelStyle candidate(OpenClInfo info, int index) {
        return new KernelStyle("candidate " + index, info.takesCpuKernels(), OptionalInt.of(index));
    }

    /**
     * The styles that a device supports.
     *
     * @param info the device
     * @param tilings the available tilings, the largest first
     * @return the styles, starting with that of {@link #of}
     */
    public static List<KernelStyle> all(OpenClInfo info, List<String> tilings) {
        if (of(info).forCpus()) {
            return List.of(FOR_CPUS);
        }
        List<KernelStyle> styles = new ArrayList<>(List.of(GENERAL));
        for (int k = 0; k < tilings.size(); k++) {
            styles.add(tiles(k, tilings.get(k)));
        }
        return styles;
    }
}
