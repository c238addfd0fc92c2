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
 * Chooses among kernels with different tilings, which are bit-identical. By rule it takes the largest tiles that are numerous enough to
 * keep the device busy and not mostly empty. A tuner with a cache times the kernels of a large product when it first encounters one of
 * about its size, and remembers the fastest across runs.
 */
final class Tuner {
    /** When {@code off}, this system property makes tiles be chosen by rule alone: nothing is timed, and no file is read or written. */
    static final String PROPERTY = "dualflow.tuning";

    /** The number of work-groups that keep a compute unit busy. */
    private static final int GROUPS_OF_UNIT = 2;

    /** Smaller products take hardly longer than the launch itself. */
    private static final long WORTH_TIMING = 1L << 22;

    private static final String GENERAL = "general";
    private static final int ROUNDS = 3;

    private final int computeUnits;
    private final Optional<DeviceCache> cache;
    private final OptionalInt fixed;
    private final Map<Product, Integer> chosen = new HashMap<>();

    /** The key of a choice; the kernel is identified by the name of the general one. */
    private record Product(String kernel, DType dtype, Products products) {
        double multiplyAdds() {
            return (double) products.count() * products.rows() * products.columns() * products.terms();
        }

        /** Products whose sizes agree to within a power of two are in one class. */
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

    /** A device on which to test kernels. */
    interface Trial {
        /** Whether the device can run a candidate's kernels. */
        boolean runs(Candidate candidate);

        /**
         * The time that the device takes for a candidate's kernel, whose result is discarded; {@link Long#MAX_VALUE} if it cannot be
         * tested.
         */
        long nanoseconds(Candidate candidate);
    }

    private Tuner(int computeUnits, Optional<DeviceCache> cache, OptionalInt fixed) {
        this.computeUnits = computeUnits;
        this.cache = cache;
        this.fixed = fixed;
    }

    /** The default tuner of a device: it times kernels on GPUs, unless that is switched off. */
    static Tuner of(OpenClInfo info) {
        boolean times = info.kind() == OpenClInfo.Kind.GPU && !"off".equals(System.getProperty(PROPERTY));
        return times ? timing(info, DeviceCache.of("tiles", 1, info)) : byRule(info);
    }

    /** A tuner that never times kernels. */
    static Tuner byRule(OpenClInfo info) {
        return new Tuner(info.computeUnits(), Optional.empty(), OptionalInt.empty());
    }

    /** A tuner that times kernels. */
    static Tuner timing(OpenClInfo info, DeviceCache cache) {
        return new Tuner(info.computeUnits(), Optional.of(cache), OptionalInt.empty());
    }

    /** A tuner that takes one given tiled kernel wherever the device can run it. */
    static Tuner fixed(int index) {
        return new Tuner(1, Optional.empty(), OptionalInt.of(index));
    }

    /**
     * Chooses a candidate.
     *
     * @param candidates tiled kernels, the largest first, and last the general one, which is chosen if there are no others or the device
     *     can run none of them
     * @param dtype the number format
     * @param trial tests kernels
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

    /** The index of the choice; the last kernel is the general one, which every device can run. */
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

    /** The kernels chosen so far, as indices in their lists, in which the general kernel is last. */
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
            trial.nanoseconds(candidate); // the first launch takes longer
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
