package dualflow.device.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which of the kernels that give the same bits a device launches.
 *
 * @param name what to call it, for people
 * @param forCpus whether those whose work-items loop over much, where an op has them
 * @param tiles which of the kernels of tiles, where an op has them and the device can run it; else the general kernel
 */
public record KernelStyle(String name, boolean forCpus, OptionalInt tiles) {
    /** Kernels for CPUs. */
    public static final KernelStyle FOR_CPUS = new KernelStyle("for CPUs", true, OptionalInt.empty());

    /** The kernels that every device can run. */
    public static final KernelStyle GENERAL = new KernelStyle("general", false, OptionalInt.of(Integer.MAX_VALUE));

    /**
     * Kernels of tiles.
     *
     * @param index which tiles, from the largest on
     * @param tiling what to call them
     * @return the style
     */
    public static KernelStyle tiles(int index, String tiling) {
        return new KernelStyle("tiles " + tiling, false, OptionalInt.of(index));
    }

    /**
     * What a device launches as a rule.
     *
     * @param info the device
     * @return kernels for CPUs there, else the general ones, beside which it also launches all those of tiles
     */
    public static KernelStyle of(OpenClInfo info) {
        return info.takesCpuKernels() ? FOR_CPUS : GENERAL;
    }

    /**
     * What a device may launch.
     *
     * @param info the device
     * @param tilings the tiles that there are, the largest first
     * @return the styles, that of {@link #of} first
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
