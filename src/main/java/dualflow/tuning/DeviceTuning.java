package dualflow.tuning;

import dualflow.device.opencl.Choices;
import dualflow.device.opencl.OpenClInfo;
import dualflow.device.opencl.Tunings;
import dualflow.tensor.DType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tries every candidate for the cases of a device, and keeps the fastest that gives the host's bits. Candidates that crash, hang or give
 * other bits are remembered and not launched again.
 *
 * @param info the device, its arithmetic tried
 * @param tunings where choices are kept
 * @param limit how long a trial may take
 * @param full whether to tune large cases and float64 too, and to try those again that are remembered as bad
 */
public record DeviceTuning(OpenClInfo info, Tunings tunings, Duration limit, boolean full) {
    /** Candidates are timed in turn, so that whatever else the machine does slows all of them. */
    private static final int ROUNDS = 3;

    private record Task(int index, TuningCase tried, DType dtype, Choices choices) {}

    /**
     * Tunes the device; each choice is kept at once.
     *
     * @param progress receives what is tried next
     * @return the cases that have several candidates
     * @throws dualflow.tensor.DeviceException if the device cannot be opened at all
     */
    public List<TunedCase> run(Consumer<String> progress) {
        return run(TrialServer.class, TuningCase.of(full), progress);
    }

    List<TunedCase> run(Class<? extends TrialServer> server, List<TuningCase> cases, Consumer<String> progress) {
        List<Task> tasks = tasks(cases);
        List<TunedCase> tuned = new ArrayList<>();
        try (TrialProcess process = new TrialProcess(server, info.id(), limit)) {
            for (Task task : tasks) {
                String title = task.tried() + " in " + task.dtype() + ", " + (tuned.size() + 1) + " of " + tasks.size();
                tuned.add(tune(task, process, label -> progress.accept(title + ": " + label)));
            }
        }
        return tuned;
    }

    private List<Task> tasks(List<TuningCase> cases) {
        List<TuningCase> known = TuningCase.of(true);
        List<Task> tasks = new ArrayList<>();
        for (DType dtype : full && info.float64() ? DType.values() : new DType[] {DType.FLOAT32}) {
            for (TuningCase each : cases) {
                Choices.of(info, each.op(), each.shapes(), dtype)
                        .ifPresent(choices -> tasks.add(new Task(known.indexOf(each), each, dtype, choices)));
            }
        }
        return tasks;
    }

    private TunedCase tune(Task task, TrialProcess process, Consumer<String> progress) {
        Choices choices = task.choices();
        Map<String, TrialOutcome> outcomes = new LinkedHashMap<>();
        for (int round = 1; round <= ROUNDS && (round == 1 || timed(outcomes) > 1); round++) {
            for (int k = 0; k < choices.labels().size(); k++) {
                String label = choices.labels().get(k);
                TrialOutcome before = outcomes.get(label);
                if (before == null || before.kind() == TrialOutcome.Kind.TIMED) {
                    progress.accept(label + ", round " + round + " of " + ROUNDS);
                    TrialOutcome now = outcome(task, k, label, process);
                    outcomes.put(label, before == null ? now : before.with(now));
                }
            }
        }
        String rule = choices.byRule(label -> outcomes.get(label).kind() != TrialOutcome.Kind.DOES_NOT_FIT);
        Optional<String> chosen = TunedCase.quickest(outcomes, rule);
        chosen.ifPresent(label -> tunings.choose(choices, label));
        return new TunedCase(task.tried(), task.dtype(), choices.multiplyAdds(), outcomes, rule, chosen);
    }

    private static long timed(Map<String, TrialOutcome> outcomes) {
        return outcomes.values().stream()
                .filter(outcome -> outcome.kind() == TrialOutcome.Kind.TIMED)
                .count();
    }

    private TrialOutcome outcome(Task task, int candidate, String label, TrialProcess process) {
        Choices choices = task.choices();
        Optional<String> known = tunings.reason(choices, label);
        if (known.isPresent() && !full) {
            return TrialOutcome.of(TrialOutcome.Kind.KNOWN_BAD, known.get());
        }
        TrialOutcome outcome = process.outcome(task.index(), task.dtype(), candidate);
        if (outcome.isBad()) {
            // One that takes too long may only be slow; the others are wrong whatever the size.
            tunings.reject(choices, label, outcome.reason(), outcome.kind() != TrialOutcome.Kind.HUNG);
        } else if (known.isPresent()) {
            tunings.forgive(choices, label);
        }
        return outcome;
    }
}
