package dualflow.device.opencl;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known about the candidates of a device's kernels: which is the fastest for products of some sizes, and which must not be
 * launched. Kept for the user, by device and driver version.
 */
public final class Tunings {
    private static final String BAD = "bad ";

    private final DeviceCache cache;

    Tunings(DeviceCache cache) {
        this.cache = cache;
    }

    /**
     * The current user's, of a device.
     *
     * @param info the device
     * @return what is known; nothing if its file is absent or unreadable
     */
    public static Tunings of(OpenClInfo info) {
        return new Tunings(DeviceCache.of("tiles", 1, info));
    }

    /**
     * The fastest candidates.
     *
     * @return their labels, by {@link Choices#key}
     */
    public Map<String, String> chosen() {
        Map<String, String> chosen = cache.entries();
        chosen.keySet().removeIf(key -> key.startsWith(BAD));
        return chosen;
    }

    /**
     * The candidates that must not be launched.
     *
     * @return the reasons, by kernel or key, and label
     */
    public Map<String, String> bad() {
        Map<String, String> bad = new TreeMap<>();
        cache.entries().forEach((key, reason) -> {
            if (key.startsWith(BAD)) {
                bad.put(key.substring(BAD.length()), reason);
            }
        });
        return bad;
    }

    Optional<String> choice(String key) {
        return cache.get(key);
    }

    /**
     * Keeps a choice.
     *
     * @param choices what it was chosen from
     * @param label the candidate
     */
    public void choose(Choices choices, String label) {
        choose(choices.key(), label);
    }

    void choose(String key, String label) {
        cache.put(key, label);
    }

    /**
     * Why a candidate must not be launched.
     *
     * @param choices what it is one of
     * @param label the candidate
     * @return the reason; empty if it may be launched
     */
    public Optional<String> reason(Choices choices, String label) {
        return reason(choices.kernel(), choices.key(), label);
    }

    Optional<String> reason(String kernel, String key, String label) {
        Map<String, String> bad = bad();
        return Optional.ofNullable(bad.getOrDefault(kernel + " " + label, bad.get(key + " " + label)));
    }

    /**
     * Remembers that a candidate must not be launched.
     *
     * @param choices what it is one of
     * @param label the candidate
     * @param reason why, in a few words
     * @param always whether that holds for products of all sizes, rather than of these alone
     */
    public void reject(Choices choices, String label, String reason, boolean always) {
        String of = always ? choices.kernel() : choices.key();
        cache.put(BAD + of + " " + label, reason.replaceAll("\\p{Cntrl}", " "));
    }

    /**
     * Forgets that a candidate must not be launched, so that it can be tried again.
     *
     * @param choices what it is one of
     * @param label the candidate
     */
    public void forgive(Choices choices, String label) {
        cache.remove(BAD + choices.kernel() + " " + label);
        cache.remove(BAD + choices.key() + " " + label);
    }
}
