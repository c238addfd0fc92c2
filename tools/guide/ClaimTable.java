import dualflow.check.SideBySide;
import dualflow.claim.Claim;
import dualflow.claim.Claims;
import dualflow.claim.Outcome;
import dualflow.claim.Setting;
import dualflow.claim.StatedClaim;
import dualflow.claim.Verdict;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Prints the table of claims in Markdown: what each says, where, and what is found on the host in float64. */
public class ClaimTable {
    public static void main(String[] args) {
        List<Claim> claims = Claims.all();
        List<String> rows = new ArrayList<>();
        int[] counts = new int[Verdict.values().length];
        List<Function<Device, Outcome>> checks = claims.stream()
                .<Function<Device, Outcome>>map(claim -> own -> claim.check(new Setting(own, DType.FLOAT64)))
                .toList();
        try (HostDevice host = new HostDevice()) {
            new SideBySide<>(checks, new SideBySide.Listener<Outcome>() {
                        @Override
                        public void done(int job, Outcome outcome) {
                            counts[outcome.verdict().ordinal()]++;
                            rows.add(row(claims.get(job), outcome));
                        }

                        @Override
                        public void failed(int job, Throwable cause) {
                            throw new IllegalStateException(claims.get(job).id() + " could not be checked", cause);
                        }

                        @Override
                        public void waiting(int job, int finished) {
                            // The table is printed when it is complete.
                        }
                    })
                    .on(host);
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
