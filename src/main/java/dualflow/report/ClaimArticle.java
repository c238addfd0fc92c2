package dualflow.report;

import java.util.ArrayList;
import java.util.List;

/** Writes a claim as an article of a page: verdict, equation, numbers, and what else was found. */
public final class ClaimArticle {
    private ClaimArticle() {}

    /**
     * Writes a claim.
     *
     * @param html the page
     * @param claim the claim
     * @param anchor the name by which links find it
     */
    public static void write(Html html, ReportedClaim claim, String anchor) {
        html.open("article", "id", anchor).line().open("h3");
        verdict(html, claim.verdict());
        html.text(" " + claim.id() + (claim.place().isEmpty() ? "" : ", " + claim.place()))
                .close();
        if (claim.isChecked() && !claim.isAsExpected()) {
            html.element("p", "This is not the verdict that was to be expected.", "class", "unexpected");
        }
        claim.mathMl()
                .ifPresentOrElse(
                        equation -> equation(html, equation, claim.statement()),
                        () -> html.element("p", claim.statement()));
        claim.instead().ifPresent(instead -> {
            html.element("p", "Instead:");
            equation(html, instead.mathMl(), instead.text());
        });
        String numbers = numbers(claim.measured());
        if (!numbers.isEmpty()) {
            html.element("p", numbers, "class", "numbers");
        }
        claim.counterexample()
                .ifPresent(found -> html.open("p")
                        .text("Counterexample: ")
                        .element("code", found.text())
                        .text("; left side ")
                        .element("code", found.left())
                        .text(", right side ")
                        .element("code", found.right())
                        .close());
        notes(html, claim.notes());
        html.close();
    }

    /**
     * Writes a verdict or a status as a badge.
     *
     * @param html the page
     * @param verdict one word or two
     */
    static void verdict(Html html, String verdict) {
        html.element("span", verdict, "class", "verdict " + verdict.replace(' ', '-'));
    }

    /** The numbers behind a verdict as one line. */
    static String numbers(ReportedClaim.Measured measured) {
        List<String> parts = new ArrayList<>();
        measured.error().ifPresent(x -> parts.add("error " + NumberText.ofError(x)));
        measured.tolerance().ifPresent(x -> parts.add("tolerance " + NumberText.ofError(x)));
        measured.errorAsPrinted().ifPresent(x -> parts.add("as printed " + NumberText.ofError(x)));
        measured.relativeDifference().ifPresent(x -> parts.add("relative difference " + NumberText.ofError(x)));
        measured.draws().ifPresent(n -> parts.add(n + " draws"));
        return String.join(", ", parts);
    }

    private static void equation(Html html, String mathMl, String text) {
        html.open("div", "class", "scroll")
                .markup(mathMl)
                .close()
                .open("p")
                .element("code", text)
                .close();
    }

    private static void notes(Html html, List<String> notes) {
        if (!notes.isEmpty()) {
            html.open("ul").line();
            notes.forEach(note -> html.element("li", note));
            html.close();
        }
    }
}
