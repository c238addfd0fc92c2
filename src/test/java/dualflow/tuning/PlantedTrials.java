package dualflow.tuning;

import dualflow.tensor.DType;
import java.io.IOException;
import java.util.List;

/** Trials of which one crashes its process, one hangs and one gives other bits, as a driver's fault would; the others are timed. */
public class PlantedTrials extends TrialServer {
    private PlantedTrials(String id) {
        super(id);
    }

    public static void main(String[] args) throws IOException {
        System.err.println("a driver's noise");
        System.out.println("a driver's noise in place of an answer");
        new PlantedTrials(args[0]).answer();
    }

    @Override
    protected TrialOutcome outcome(TuningCase tried, DType dtype, int candidate) {
        if (candidate == 0) {
            Runtime.getRuntime().halt(139); // as after a segmentation fault
        }
        while (candidate == 1) {
            Thread.onSpinWait();
        }
        if (candidate == 2) {
            return TrialOutcome.of(TrialOutcome.Kind.DIFFERS, "its bits are not the host's");
        }
        return new TrialOutcome(TrialOutcome.Kind.TIMED, List.of(candidate == 3 ? 1_000_000L : 2_000_000L), "");
    }
}
