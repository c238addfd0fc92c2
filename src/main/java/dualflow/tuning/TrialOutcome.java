package dualflow.tuning;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of the trial of a candidate.
 *
 * @param kind how it ended
 * @param nanoseconds the times of its launches; none unless it was timed
 * @param reason why it was not timed, in a few words; otherwise empty
 */
public record TrialOutcome(Kind kind, List<Long> nanoseconds, String reason) {
    /** How a trial can end. */
    public enum Kind {
        /** The host's bits, and times. */
        TIMED,
        /** The device lacks what the candidate needs. */
        DOES_NOT_FIT,
        /** The driver reported an error. */
        FAILED,
        /** Other bits than the host's. */
        DIFFERS,
        /** The process ended. */
        CRASHED,
        /** The process did not answer in time, and was ended. */
        HUNG,
        /** Not tried, because an earlier trial had shown that it must not be launched. */
        KNOWN_BAD
    }

    /**
     * Copies the times.
     *
     * @param kind how it ended
     * @param nanoseconds the times of its launches
     * @param reason why it was not timed
     */
    public TrialOutcome {
        nanoseconds = List.copyOf(nanoseconds);
    }

    static TrialOutcome of(Kind kind, String reason) {
        return new TrialOutcome(kind, List.of(), reason);
    }

    /** This outcome, timed, with that of a later trial. */
    TrialOutcome with(TrialOutcome later) {
        if (later.kind() != Kind.TIMED) {
            return later;
        }
        List<Long> all = new ArrayList<>(nanoseconds);
        all.addAll(later.nanoseconds());
        return new TrialOutcome(Kind.TIMED, all, "");
    }

    /** Whether the candidate must not be launched again. */
    boolean isBad() {
        return kind == Kind.DIFFERS || kind == Kind.CRASHED || kind == Kind.HUNG || kind == Kind.KNOWN_BAD;
    }

    /**
     * The median of the times.
     *
     * @return milliseconds; NaN if it was not timed
     */
    public double milliseconds() {
        List<Long> sorted = nanoseconds.stream().sorted().toList();
        int half = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2.0;
        return median / 1e6;
    }
}
