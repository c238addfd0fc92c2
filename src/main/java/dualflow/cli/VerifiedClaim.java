package dualflow.cli;

import dualflow.claim.Claim;
import dualflow.claim.Outcome;
import dualflow.claim.Verdict;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A claim with what {@code verify} found.
 *
 * @param claim the claim
 * @param outcome what was found; empty if it could not be checked
 * @param failure why it could not be checked
 */
record VerifiedClaim(Claim claim, Optional<Outcome> outcome, Optional<Failure> failure) {
    private static final String INDENT = " ".repeat(11);

    static VerifiedClaim of(Claim claim, Outcome outcome) {
        return new VerifiedClaim(claim, Optional.of(outcome), Optional.empty());
    }

    static VerifiedClaim failed(Claim claim, Throwable cause) {
        return new VerifiedClaim(claim, Optional.empty(), Optional.of(Failure.of(cause)));
    }

    boolean is(Verdict verdict) {
        return outcome.filter(found -> found.verdict() == verdict).isPresent();
    }

    int exitCode() {
        return failure.map(Failure::exitCode).orElse(is(Verdict.FAILED) ? ExitCode.CHECK_FAILED : ExitCode.OK);
    }

    /** Prints the claim, the verdict and its numbers; where there is none, why, and the command that repeats it, with these options. */
    void print(PrintWriter print, String options) {
        print.printf(
                Locale.ROOT,
                "%-9s  %s (%s)%n",
                outcome.map(found -> found.verdict().toString()).orElse("error"),
                claim.id(),
                claim.source());
        print.println(INDENT + claim.statement());
        outcome.ifPresent(found -> print(print, found));
        failure.ifPresent(why -> {
            print.println(INDENT + why.message());
            print.println(INDENT + "again: tools/dualflow verify " + claim.id() + options);
        });
    }

    private static void print(PrintWriter print, Outcome outcome) {
        print.printf(
                Locale.ROOT,
                "%serror %s, tolerance %.0e",
                INDENT,
                Decimals.brief(outcome.error()),
                outcome.tolerance());
        outcome.errorAsPrinted().ifPresent(error -> print.print("; as printed " + Decimals.brief(error)));
        if (outcome.verdict() != Verdict.HOLDS) {
            outcome.relativeDifference()
                    .ifPresent(difference -> print.print(", relative difference " + Decimals.brief(difference)));
        }
        print.println();
        if (!outcome.why().isEmpty()) {
            print.println(INDENT + outcome.why());
        }
    }

    /** The fields that JSON has; verdict and numbers are null where there are none, and "why" then says why. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", claim.id());
        fields.put("statement", claim.statement());
        fields.put("source", claim.source().key());
        fields.put("document", claim.source().document());
        fields.put("place", claim.source().place());
        fields.put("verdict", outcome.map(found -> found.verdict().toString()).orElse(null));
        fields.put("error", outcome.map(Outcome::error).orElse(null));
        fields.put("tolerance", outcome.map(Outcome::tolerance).orElse(null));
        fields.put("errorAsPrinted", number(Outcome::errorAsPrinted));
        fields.put("relativeDifference", number(Outcome::relativeDifference));
        fields.put(
                "why",
                outcome.map(Outcome::why).orElseGet(() -> failure.orElseThrow().message()));
        return fields;
    }

    private Double number(Function<Outcome, OptionalDouble> part) {
        OptionalDouble number = outcome.map(part).orElse(OptionalDouble.empty());
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
