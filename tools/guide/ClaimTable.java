import dualflow.claim.Claim;
import dualflow.claim.Claims;
import dualflow.claim.Outcome;
import dualflow.claim.Setting;
import dualflow.claim.StatedClaim;
import dualflow.claim.Verdict;
import dualflow.device.host.HostDevice;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints the table of claims in Markdown: what each says, where, and what is found on the host in float64. */
public class ClaimTable {
    public static void main(String[] args) {
        List<String> rows = new ArrayList<>();
        int[] counts = new int[Verdict.values().length];
        try (HostDevice device = new HostDevice()) {
            for (Claim claim : Claims.all()) {
                try (Arena arena = device.arena()) {
                    Outcome outcome = claim.check(new Setting(device, DType.FLOAT64));
                    counts[outcome.verdict().ordinal()]++;
                    rows.add(row(claim, outcome));
                }
            }
        }
        System.out.printf(
                "%d claims: %d hold, %d are corrected, %d refuted.%n%n",
                rows.size(),
                counts[Verdict.HOLDS.ordinal()],
                counts[Verdict.CORRECTED.ordinal()],
                counts[Verdict.REFUTED.ordinal()]);
        System.out.println("| claim | says | where | verdict | error | as printed | checked by |");
        System.out.println("|---|---|---|---|---|---|---|");
        rows.forEach(System.out::println);
        System.exit(counts[Verdict.FAILED.ordinal()] == 0 ? 0 : 1);
    }

    private static String row(Claim claim, Outcome outcome) {
        boolean refuted = outcome.verdict() == Verdict.REFUTED;
        String says = (claim instanceof StatedClaim ? code(claim.statement()) : text(claim.statement()))
                + (outcome.why().isEmpty() ? "" : "<br/>*" + text(outcome.why()) + "*");
        return String.join(
                " | ",
                "| `" + claim.id() + "`",
                says,
                text(claim.source().toString()),
                outcome.verdict().toString().toLowerCase(Locale.ROOT),
                refuted ? "-" : number(outcome.error()),
                refuted ? number(outcome.error()) : printed(outcome.errorAsPrinted()),
                "`" + where(claim) + "` |");
    }

    private static String where(Claim claim) {
        return claim instanceof StatedClaim
                ? claim.source().key() + ".claims"
                : claim.getClass().getSimpleName();
    }

    private static String code(String equation) {
        return "`" + equation.replace("|", "\\|") + "`";
    }

    private static String printed(OptionalDouble error) {
        return error.isPresent() ? number(error.getAsDouble()) : "";
    }

    private static String number(double error) {
        return error == 0 ? "0" : String.format(Locale.ROOT, "%.1e", error);
    }

    /** Plain text as Markdown that stands in a table's cell. */
    private static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replaceAll("([\\\\|*_`\\[\\]])", "\\\\$1");
    }
}
