package dualflow.claim;

import dualflow.check.CheckSettings;
import dualflow.check.ClaimReport;
import dualflow.check.Finding;
import dualflow.check.Judge;
import dualflow.check.Margin;
import dualflow.check.StatementText;
import dualflow.device.host.HostDevice;
import dualflow.syntax.Statement;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A claim that is stated in a claim file, with the verdict that is expected: holds, corrected or fails. It is judged in float64 by draws and
 * rounding levels; only where the verdict is another than expected is everything looked into that the command {@code check} does.
 */
public final class StatedClaim implements Claim {
    private static final long SEED = 1;

    private final Statement statement;
    private final Source source;

    /**
     * A claim.
     *
     * @param key the file's name without its ending
     * @param statement what it states
     */
    StatedClaim(String key, Statement statement) {
        this.statement = statement;
        source = Source.ofFile(key, statement.source(), statement.title());
    }

    @Override
    public String id() {
        return statement.id();
    }

    @Override
    public String statement() {
        return StatementText.of(statement);
    }

    @Override
    public Source source() {
        return source;
    }

    /**
     * The claim as the file has it.
     *
     * @return with its equation, the corrected one and the names in them
     */
    public Statement stated() {
        return statement;
    }

    /**
     * The verdict behind {@code expect}.
     *
     * @return holds, corrected or refuted
     */
    public Verdict expected() {
        String word = statement.expected().orElse("");
        return switch (word) {
            case "holds" -> Verdict.HOLDS;
            case "corrected" -> Verdict.CORRECTED;
            case "fails" -> Verdict.REFUTED;
            default ->
                throw new IllegalStateException(
                        "the claim " + id() + " must expect holds, corrected or fails, not '" + word + "'");
        };
    }

    @Override
    public Outcome check(Setting setting) {
        if (setting.device().supports(DType.FLOAT64)) {
            return check(setting.device());
        }
        try (HostDevice host = new HostDevice()) {
            return check(host);
        }
    }

    private Outcome check(Device device) {
        Verdict expected = expected();
        ClaimReport report = report(device, CheckSettings.quick(SEED));
        if (!report.isAsExpected()) {
            return failed(expected, report(device, CheckSettings.full(SEED)));
        }
        Margin printed = report.margins().get(0);
        Outcome outcome = switch (expected) {
            case HOLDS -> Outcome.holds(printed.error(), printed.tolerance());
            case CORRECTED -> {
                Margin corrected = report.margins().get(1);
                yield Outcome.corrected(
                        printed.error(),
                        corrected.error(),
                        corrected.tolerance(),
                        "Instead: " + report.instead().orElseThrow() + ".");
            }
            default -> Outcome.refuted(printed.error(), printed.tolerance(), "It " + refutation(report) + ".");
        };
        return outcome.withRelativeDifference(report.relativeDifference());
    }

    /** Such as "fails in 72 of 72 generic draws"; of a remainder its claimed and observed order are noted. */
    private static String refutation(ClaimReport report) {
        String note = report.notes().get(0);
        return note.startsWith("fails") ? note : "fails: " + note;
    }

    private ClaimReport report(Device device, CheckSettings settings) {
        return new Judge(device, settings).check(source.key() + ".claims", statement);
    }

    /** What was found in place of what is expected, with the counterexample. */
    private static Outcome failed(Verdict expected, ClaimReport report) {
        String should = switch (expected) {
            case HOLDS -> "It should hold as printed.";
            case CORRECTED -> "It should be false as printed and true as corrected.";
            default -> "It should be false as printed.";
        };
        List<String> found = new ArrayList<>(report.notes());
        if (found.isEmpty() || (report.finding() != Finding.FAILS && report.finding() != Finding.CORRECTED)) {
            found.add(0, report.finding().word());
        }
        String counterexample = report.counterexample()
                .map(each -> String.format(
                        Locale.ROOT,
                        " Counterexample: %s; left side %s, right side %s.",
                        each.text(),
                        each.left(),
                        each.right()))
                .orElse("");
        Margin printed = report.margins().stream().findFirst().orElse(new Margin(Double.NaN, Double.NaN));
        return new Outcome(
                        Verdict.FAILED,
                        printed.error(),
                        printed.tolerance(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        should + " Found: " + String.join("; ", found) + "." + counterexample)
                .withRelativeDifference(report.relativeDifference());
    }
}
