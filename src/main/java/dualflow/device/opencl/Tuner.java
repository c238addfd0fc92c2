package dualflow.device.opencl;

import dualflow.device.opencl.lowering.Candidate;
import dualflow.device.opencl.lowering.Products;
import dualflow.device.opencl.lowering.Tiling;
import dualflow.tensor.DType;
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

    /** What a choice depends on; the kernel is the general one's name. */
    private record Product(String kernel, DType dtype, Products products) {
        double multiplyAdds() {
            return (double) products.count() * products.rows() * products.columns() * products.terms();
        }

        /** Products whose sizes have the same binary order are of one class. */
        String sizeClass() {
            return String.join(
                    " ",
                    kernel,
                    dtype.toString().toLowerCase(Locale.ROOT),
                    order((int) products.count()),
                    order(products.rows()),
                    order(products.columns()),
                    order(products.terms()));
        }

        private static String order(int size) {
            return String.valueOf(Integer.highestOneBit(size));
        }
    }

    /** A device on which to try kernels. */
    interface Trial {
        /** Whether the device can run its kernels. */
        boolean runs(Candidate candidate);

        /** How long the device takes for its kernel, whose result is thrown away; the greatest number where it cannot be tried. */
        long nanoseconds(Candidate candidate);
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
     * @param candidates kernels of tiles, the largest first, and last the general one; it is the choice where there are no others, or the
     *     device can run none of them
     * @param dtype the format of numbers
     * @param trial where to try kernels
     * @return the choice
     */
    Candidate choose(List<Candidate> candidates, DType dtype, Trial trial) {
        Candidate general = candidates.get(candidates.size() - 1);
        if (candidates.size() == 1) {
            return general;
        }
        Products products = candidates.get(0).tiles().orElseThrow().products();
        Product product = new Product(general.kernel().entry(), dtype, products);
        Integer index = chosen.get(product);
        if (index == null) {
            index = choose(candidates, product, trial);
            chosen.put(product, index);
        }
        return candidates.get(index);
    }

    /** The place of the choice; the last of the kernels is the general one, which every device runs. */
    private int choose(List<Candidate> kernels, Product product, Trial trial) {
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

    private int byRule(List<Candidate> kernels, Product product, Trial trial) {
        int general = kernels.size() - 1;
        for (int k = 0; k < general; k++) {
            Candidate candidate = kernels.get(k);
            Tiling tiling = candidate.tiles().orElseThrow().tiling();
            double groups = (double) candidate.kernel().items() / tiling.items();
            boolean enough = groups >= (double) GROUPS_OF_UNIT * computeUnits;
            Products products = product.products();
            boolean full = 2.0 * products.count() * products.rows() * products.columns()
                    > groups * tiling.rows() * tiling.columns();
            if (((enough && full) || k == general - 1) && trial.runs(candidate)) {
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
    private static OptionalInt quickest(List<Candidate> kernels, Trial trial) {
        int general = kernels.size() - 1;
        OptionalInt quickest = OptionalInt.empty();
        long shortest = Long.MAX_VALUE;
        for (int k = 0; k <= general; k++) {
            Candidate candidate = kernels.get(k);
            if (k < general && !trial.runs(candidate)) {
                continue;
            }
            trial.nanoseconds(candidate); // the first launch is slower
            for (int round = 0; round < ROUNDS; round++) {
                long time = trial.nanoseconds(candidate);
                if (time < shortest) {
                    shortest = time;
                    quickest = OptionalInt.of(k);
                }
            }
        }
        return quickest;
    }

    private static String label(Candidate candidate) {
        return candidate.tiles().map(tiles -> tiles.tiling().toString()).orElse(GENERAL);
    }
}
