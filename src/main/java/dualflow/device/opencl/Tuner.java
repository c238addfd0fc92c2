package dualflow.device.opencl;

import dualflow.tensor.DType;
import dualflow.tensor.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Chooses among kernels of different tiles, which all give the same bits. By rule it takes the largest tiles of which there are enough
 * to keep the device busy and that are not mostly empty. A tuner with a cache times a large product's kernels when it first meets one of
 * about its size, and remembers the quickest from run to run.
 */
final class Tuner {
    /** Set to {@code off}, this system property has tiles chosen by rule alone: nothing is timed, no file read or written. */
    static final String PROPERTY = "dualflow.tuning";

    /** So many groups for each compute unit keep it busy. */
    private static final int GROUPS_OF_UNIT = 2;

    /** Smaller products take hardly longer than their launch. */
    private static final long WORTH_TIMING = 1L << 22;

    private static final String GENERAL = "general";
    private static final int ROUNDS = 3;

    private final int computeUnits;
    private final Optional<DeviceCache> cache;
    private final OptionalInt fixed;
    private final Map<Product, Integer> chosen = new HashMap<>();

    /** What a choice depends on. */
    private record Product(String kernel, DType dtype, int products, int rows, int columns, int terms) {
        static Product of(Kernel kernel, Kernel.Tiled tiled, DType dtype) {
            return new Product(kernel.entry(), dtype, tiled.products(), tiled.rows(), tiled.columns(), tiled.terms());
        }

        double multiplyAdds() {
            return (double) products * rows * columns * terms;
        }

        /** Products whose sizes have the same binary order are of one class. */
        String sizeClass() {
            return String.join(
                    " ",
                    kernel,
                    dtype.toString().toLowerCase(Locale.ROOT),
                    order(products),
                    order(rows),
                    order(columns),
                    order(terms));
        }

        private static String order(int size) {
            return String.valueOf(Integer.highestOneBit(size));
        }
    }

    /** A device on which to try kernels. */
    interface Trial {
        /** Whether the device can run a kernel. */
        boolean runs(Kernel kernel);

        /** How long the device takes for a kernel, whose result is thrown away; the greatest number where it cannot be tried. */
        long nanoseconds(Kernel kernel);
    }

    private Tuner(int computeUnits, Optional<DeviceCache> cache, OptionalInt fixed) {
        this.computeUnits = computeUnits;
        this.cache = cache;
        this.fixed = fixed;
    }

    /** A device's usual tuner: it times on GPUs, unless that is switched off. */
    static Tuner of(OpenClInfo info) {
        boolean times = info.kind() == OpenClInfo.Kind.GPU && !"off".equals(System.getProperty(PROPERTY));
        return times ? timing(info, DeviceCache.of("tiles", 1, info)) : byRule(info);
    }

    /** One that never times. */
    static Tuner byRule(OpenClInfo info) {
        return new Tuner(info.computeUnits(), Optional.empty(), OptionalInt.empty());
    }

    /** One that times. */
    static Tuner timing(OpenClInfo info, DeviceCache cache) {
        return new Tuner(info.computeUnits(), Optional.of(cache), OptionalInt.empty());
    }

    /** One that takes a certain kernel of tiles, wherever the device can run it. */
    static Tuner fixed(int index) {
        return new Tuner(1, Optional.empty(), OptionalInt.of(index));
    }

    /**
     * Chooses.
     *
     * @param kernel a kernel; it is the choice where it has no others of tiles, or the device can run none of these
     * @param dtype the format of numbers
     * @param trial where to try kernels
     * @return the choice
     */
    Kernel choose(Kernel kernel, DType dtype, Trial trial) {
        if (kernel.gpu().isEmpty()) {
            return kernel;
        }
        Kernel.Tiled tiled = kernel.gpu().get();
        Product product = Product.of(kernel, tiled, dtype);
        List<Kernel> all = new ArrayList<>(tiled.kernels());
        all.add(kernel);
        Integer index = chosen.get(product);
        if (index == null) {
            index = choose(all, product, trial);
            chosen.put(product, index);
        }
        return all.get(index);
    }

    /** The place of the choice; the last of the kernels is the general one, which every device runs. */
    private int choose(List<Kernel> kernels, Product product, Trial trial) {
        int general = kernels.size() - 1;
        if (fixed.isPresent()) {
            int index = fixed.getAsInt();
            return index < general && trial.runs(kernels.get(index)) ? index : general;
        }
        if (cache.isEmpty() || product.multiplyAdds() < WORTH_TIMING) {
            return byRule(kernels, product, trial);
        }
        Optional<String> cached = cache.get().get(product.sizeClass());
        for (int k = 0; k <= general && cached.isPresent(); k++) {
            if (label(kernels.get(k)).equals(cached.get()) && (k == general || trial.runs(kernels.get(k)))) {
                return k;
            }
        }
        OptionalInt quickest = quickest(kernels, trial);
        if (quickest.isEmpty()) {
            return byRule(kernels, product, trial);
        }
        cache.get().put(product.sizeClass(), label(kernels.get(quickest.getAsInt())));
        return quickest.getAsInt();
    }

    private int byRule(List<Kernel> kernels, Product product, Trial trial) {
        int general = kernels.size() - 1;
        for (int k = 0; k < general; k++) {
            Kernel kernel = kernels.get(k);
            Kernel.Tiling tiling = kernel.tiling().orElseThrow();
            double groups = (double) kernel.items().orElseThrow() / tiling.items();
            boolean enough = groups >= (double) GROUPS_OF_UNIT * computeUnits;
            boolean full = 2.0 * product.products() * product.rows() * product.columns()
                    > groups * tiling.rows() * tiling.columns();
            if (((enough && full) || k == general - 1) && trial.runs(kernel)) {
                return k;
            }
        }
        return general;
    }

    /** Which of the kernels were chosen so far: their places in their lists, that of the general kernel last. */
    List<Integer> choices() {
        return List.copyOf(chosen.values());
    }

    /** Empty if none could be timed. */
    private static OptionalInt quickest(List<Kernel> kernels, Trial trial) {
        int general = kernels.size() - 1;
        OptionalInt quickest = OptionalInt.empty();
        long shortest = Long.MAX_VALUE;
        for (int k = 0; k <= general; k++) {
            Kernel kernel = kernels.get(k);
            if (k < general && !trial.runs(kernel)) {
                continue;
            }
            trial.nanoseconds(kernel); // the first launch is slower
            for (int round = 0; round < ROUNDS; round++) {
                long time = trial.nanoseconds(kernel);
                if (time < shortest) {
                    shortest = time;
                    quickest = OptionalInt.of(k);
                }
            }
        }
        return quickest;
    }

    private static String label(Kernel kernel) {
        return kernel.tiling().map(Kernel.Tiling::toString).orElse(GENERAL);
    }
}
