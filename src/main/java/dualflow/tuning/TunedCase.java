package dualflow.tuning;

import dualflow.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trials of all candidates for a case.
 *
 * @param tried the op and its shapes
 * @param dtype the format
 * @param multiplyAdds its work
 * @param outcomes what came of each candidate, by label, in order
 * @param byRule the candidate that is taken where nothing is known
 * @param chosen the candidate that is taken from now on; empty if none could be timed
 */
public record TunedCase(
        TuningCase tried,
        DType dtype,
        double multiplyAdds,
        Map<String, TrialOutcome> outcomes,
        String byRule,
        Optional<String> chosen) {
    /** Times differ by this from run to run, so that less is no reason to leave the rule. */
    private static final double WORTH_IT = 1.05;

    /**
     * Copies the outcomes.
     *
     * @param tried the op and its shapes
     * @param dtype the format
     * @param multiplyAdds its work
     * @param outcomes what came of each candidate
     * @param byRule the candidate that is taken where nothing is known
     * @param chosen the candidate that is taken from now on
     */
    public TunedCase {
        outcomes = new LinkedHashMap<>(outcomes);
    }

    /** The quickest candidate, or that of the rule where the quickest gains less than times differ anyway. */
    static Optional<String> quickest(Map<String, TrialOutcome> outcomes, String byRule) {
        List<String> timed = new ArrayList<>(outcomes.keySet());
        timed.removeIf(label -> outcomes.get(label).kind() != TrialOutcome.Kind.TIMED);
        Optional<String> quickest = timed.stream()
                .min((a, b) -> Double.compare(
                        outcomes.get(a).milliseconds(), outcomes.get(b).milliseconds()));
        boolean keeps = quickest.isPresent()
                && timed.contains(byRule)
                && outcomes.get(byRule).milliseconds()
                        < WORTH_IT * outcomes.get(quickest.get()).milliseconds();
        return keeps ? Optional.of(byRule) : quickest;
    }

    /**
     * How many times as fast the choice is as the rule's.
     *
     * @return the ratio of the medians; 1 where it is the rule's, empty where one of them could not be timed
     */
    public Optional<Double> gain() {
        TrialOutcome rule = outcomes.get(byRule);
        return chosen.filter(label -> rule.kind() == TrialOutcome.Kind.TIMED)
                .map(label -> rule.milliseconds() / outcomes.get(label).milliseconds());
    }

    /**
     * The candidates that must not be launched.
     *
     * @return how many
     */
    public long bad() {
        return outcomes.values().stream().filter(TrialOutcome::isBad).count();
    }
}
