package dualflow.device.opencl;

import dualflow.device.opencl.lowering.Candidate;
import dualflow.device.opencl.lowering.Products;
import dualflow.device.opencl.lowering.Tiling;
import dualflow.tensor.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Chooses among kernels with different tilings, which are bit-identical. By rule it takes the largest tiles that are numerous enough to
 * keep the device busy and not mostly empty. A tuner with a cache times the kernels of a large product when it first encounters one of
 * about its size, and remembers the fastest across runs; what {@link Tunings} keeps is taken on every device.
 */
final class Tuner {
    /** When {@code off}, this system property makes tiles be chosen by rule alone: nothing is timed, and no file is read or written. */
    static final String PROPERTY = "dualflow.tuning";

    /** The number of work-groups that keep a compute unit busy. */
    private static final int GROUPS_OF_UNIT = 2;

    /** Smaller products take hardly longer than the launch itself. */
    private static final long WORTH_TIMING = 1L << 22;

    private static final int ROUNDS = 3;

    private final int computeUnits;
    private final Optional<Tunings> known;
    private final boolean times;
    private final OptionalInt fixed;
    private final Map<ProductClass, Integer> chosen = new HashMap<>();

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

    private Tuner(int computeUnits, Optional<Tunings> known, boolean times, OptionalInt fixed) {
        this.computeUnits = computeUnits;
        this.known = known;
        this.times = times;
        this.fixed = fixed;
    }

    /** The default tuner of a device: it takes what is known, and times kernels on GPUs, unless that is switched off. */
    static Tuner of(OpenClInfo info) {
        if ("off".equals(System.getProperty(PROPERTY))) {
            return byRule(info);
        }
        Optional<Tunings> known = Optional.of(Tunings.of(info));
        return new Tuner(info.computeUnits(), known, info.kind() == OpenClInfo.Kind.GPU, OptionalInt.empty());
    }

    /** A tuner that never times kernels, and knows nothing. */
    static Tuner byRule(OpenClInfo info) {
        return new Tuner(info.computeUnits(), Optional.empty(), false, OptionalInt.empty());
    }

    /** A tuner that takes what is known and times no kernels. */
    static Tuner knowing(OpenClInfo info, DeviceCache cache) {
        return new Tuner(info.computeUnits(), Optional.of(new Tunings(cache)), false, OptionalInt.empty());
    }

    /** A tuner that times kernels. */
    static Tuner timing(OpenClInfo info, DeviceCache cache) {
        return new Tuner(info.computeUnits(), Optional.of(new Tunings(cache)), true, OptionalInt.empty());
    }

    /** A tuner that takes one given tiled kernel wherever the device can run it. */
    static Tuner fixed(int index) {
        return new Tuner(1, Optional.empty(), false, OptionalInt.of(index));
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
        ProductClass product = ProductClass.of(candidates, dtype);
        Integer index = chosen.get(product);
        if (index == null) {
            index = choose(candidates, product, trial);
            chosen.put(product, index);
        }
        return candidates.get(index);
    }

    /** The index of the choice; the last kernel is one that every device can run. */
    private int choose(List<Candidate> kernels, ProductClass product, Trial trial) {
        int general = kernels.size() - 1;
        if (fixed.isPresent()) {
            int index = fixed.getAsInt();
            return index < general && trial.runs(kernels.get(index)) ? index : general;
        }
        if (known.isEmpty() || product.multiplyAdds() < WORTH_TIMING) {
            return byRule(kernels, product.products(), computeUnits, trial::runs);
        }
        Tunings tunings = known.get();
        Predicate<Candidate> runs = each ->
                tunings.reason(product.kernel(), product.key(), each.label()).isEmpty() && trial.runs(each);
        Optional<String> choice = tunings.choice(product.key());
        for (int k = 0; k <= general && choice.isPresent(); k++) {
            if (kernels.get(k).label().equals(choice.get()) && (k == general || runs.test(kernels.get(k)))) {
                return k;
            }
        }
        OptionalInt quickest = times ? quickest(kernels, runs, trial) : OptionalInt.empty();
        if (quickest.isEmpty()) {
            return byRule(kernels, product.products(), computeUnits, runs);
        }
        tunings.choose(product.key(), kernels.get(quickest.getAsInt()).label());
        return quickest.getAsInt();
    }

    /** The index of the kernel that is taken where nothing is known: on CPUs the first that runs. */
    static int byRule(List<Candidate> kernels, Products products, int computeUnits, Predicate<Candidate> runs) {
        int general = kernels.size() - 1;
        for (int k = 0; k < general; k++) {
            Candidate candidate = kernels.get(k);
            boolean fits = candidate
                    .tiles()
                    .flatMap(Candidate.Tiles::tiling)
                    .map(tiling -> fits(candidate, tiling, products, computeUnits))
                    .orElse(true);
            if ((fits || k == general - 1) && runs.test(candidate)) {
                return k;
            }
        }
        return general;
    }

    /** Whether tiles are numerous enough to keep the device busy, and not mostly empty. */
    private static boolean fits(Candidate candidate, Tiling tiling, Products products, int computeUnits) {
        double groups = (double) candidate.kernel().items() / tiling.items();
        boolean enough = groups >= (double) GROUPS_OF_UNIT * computeUnits;
        boolean full = 2.0 * products.count() * products.rows() * products.columns()
                > groups * tiling.rows() * tiling.columns();
        return enough && full;
    }

    /** The kernels chosen so far, as indices in their lists, in which the general kernel is last. */
    List<Integer> choices() {
        return List.copyOf(chosen.values());
    }

    /** Empty if none could be timed. */
    private static OptionalInt quickest(List<Candidate> kernels, Predicate<Candidate> runs, Trial trial) {
        int general = kernels.size() - 1;
        OptionalInt quickest = OptionalInt.empty();
        long shortest = Long.MAX_VALUE;
        for (int k = 0; k <= general; k++) {
            Candidate candidate = kernels.get(k);
            if (k < general && !runs.test(candidate)) {
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
}
