package dualflow.cli;

import dualflow.data.Version;
import dualflow.device.opencl.OpenClInfo;
import dualflow.tuning.TrialOutcome;
import dualflow.tuning.TunedCase;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a tuning tried and chose, in human-readable form and as JSON.
 *
 * @param info the device
 * @param full whether it was a full tuning
 * @param cases what was tried
 */
record TuneReport(OpenClInfo info, boolean full, List<TunedCase> cases) {
    TuneReport {
        cases = List.copyOf(cases);
    }

    /** Whether no candidate gave other bits than the host's. */
    boolean passed() {
        return cases.stream()
                .flatMap(tuned -> tuned.outcomes().values().stream())
                .noneMatch(outcome -> outcome.kind() == TrialOutcome.Kind.DIFFERS);
    }

    /** A row per candidate, and a summary. */
    void print(PrintWriter out) {
        out.printf(Locale.ROOT, "%s: %s, driver %s, %s%n", info.id(), info.name(), info.driver(), info.version());
        if (cases.isEmpty()) {
            out.println("There is nothing to tune: the device has one kernel for each op.");
            return;
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("op and shapes", "format", "candidate", "median ms", "GFLOP/s", ""));
        for (TunedCase tuned : cases) {
            String title = tuned.tried().toString();
            String format = tuned.dtype().toString();
            for (Map.Entry<String, TrialOutcome> each : tuned.outcomes().entrySet()) {
                TrialOutcome outcome = each.getValue();
                boolean timed = outcome.kind() == TrialOutcome.Kind.TIMED;
                double milliseconds = outcome.milliseconds();
                table.add(List.of(
                        title,
                        format,
                        each.getKey(),
                        timed ? String.format(Locale.ROOT, "%.3f", milliseconds) : "-",
                        timed ? String.format(Locale.ROOT, "%.1f", 2e-6 * tuned.multiplyAdds() / milliseconds) : "-",
                        remark(tuned, each.getKey())));
                title = "";
                format = "";
            }
        }
        Table.print(out, table);
        out.println(summary());
    }

    private static String remark(TunedCase tuned, String label) {
        TrialOutcome outcome = tuned.outcomes().get(label);
        if (outcome.kind() != TrialOutcome.Kind.TIMED) {
            return words(outcome);
        }
        boolean isRule = label.equals(tuned.byRule());
        if (tuned.chosen().filter(label::equals).isEmpty()) {
            return isRule ? "the rule's" : "";
        }
        if (isRule) {
            return "chosen, as by the rule";
        }
        return "chosen"
                + tuned.gain()
                        .map(gain -> String.format(Locale.ROOT, ", %.2f times as fast as the rule's", gain))
                        .orElse(", as the rule's does not run");
    }

    private static String words(TrialOutcome outcome) {
        return switch (outcome.kind()) {
            case TIMED -> "timed";
            case DOES_NOT_FIT -> outcome.reason();
            case FAILED -> "fails: " + outcome.reason();
            case DIFFERS, CRASHED, HUNG -> "bad: " + outcome.reason();
            case KNOWN_BAD -> "bad, not tried again: " + outcome.reason();
        };
    }

    private String summary() {
        long otherwise = cases.stream()
                .filter(tuned -> tuned.chosen()
                        .filter(label -> !label.equals(tuned.byRule()))
                        .isPresent())
                .count();
        long bad = cases.stream().mapToLong(TunedCase::bad).sum();
        long none = cases.stream().filter(tuned -> tuned.chosen().isEmpty()).count();
        return cases.size() + (cases.size() == 1 ? " size" : " sizes") + " tuned, " + otherwise
                + " otherwise than by the rule; candidates that are bad: " + bad
                + (none > 0 ? "; sizes without any that runs: " + none : "")
                + ". Kept for this device and driver.";
    }

    /** The device's fields, and all trials. */
    Map<String, Object> fields(Map<String, Object> device) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", Version.current());
        all.put("device", device);
        all.put("full", full);
        all.put("passed", passed());
        all.put("cases", cases.stream().map(TuneReport::fields).toList());
        return all;
    }

    private static Map<String, Object> fields(TunedCase tuned) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("op", tuned.tried().op().name());
        fields.put(
                "shapes", tuned.tried().shapes().stream().map(Object::toString).toList());
        fields.put("format", tuned.dtype().toString());
        fields.put("multiply_adds", tuned.multiplyAdds());
        fields.put("by_rule", tuned.byRule());
        tuned.chosen().ifPresent(label -> fields.put("chosen", label));
        tuned.gain().ifPresent(gain -> fields.put("gain", gain));
        List<Map<String, Object>> candidates = new ArrayList<>();
        tuned.outcomes().forEach((label, outcome) -> {
            Map<String, Object> candidate = new LinkedHashMap<>();
            candidate.put("candidate", label);
            candidate.put("outcome", outcome.kind().toString().toLowerCase(Locale.ROOT));
            if (outcome.kind() == TrialOutcome.Kind.TIMED) {
                candidate.put("median_ms", outcome.milliseconds());
                candidate.put("nanoseconds", outcome.nanoseconds());
            } else {
                candidate.put("reason", outcome.reason());
            }
            candidates.add(candidate);
        });
        fields.put("candidates", candidates);
        return fields;
    }
}
