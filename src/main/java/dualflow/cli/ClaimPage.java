package dualflow.cli;

import dualflow.check.ClaimFile;
import dualflow.check.ClaimReport;
import dualflow.check.StatementText;
import dualflow.data.AtomicFile;
import dualflow.syntax.MathMl;
import dualflow.syntax.Statement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Claims and their verdicts as one page in HTML, which needs neither network nor script: the equations are MathML. */
final class ClaimPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Claims</title>
            <style>
            body { font: 16px/1.45 sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; color: #111; background: #fff }
            article { border-top: 1px solid #ccc; padding: .6em 0 1em }
            h2 { font-size: 1.1em; margin: 2em 0 .5em }
            h3 { font-size: 1em; margin: .4em 0 }
            math { font-size: 1.15em; margin: .5em 0; overflow-x: auto }
            code { font-family: monospace; font-size: .9em; overflow-wrap: anywhere }
            ul { margin: .4em 0; padding-left: 1.4em }
            .verdict { border-radius: .3em; color: #fff; font-weight: bold; margin-right: .6em; padding: .1em .5em }
            .holds { background: #1b6e2e } .corrected { background: #8a5a00 } .fails { background: #a3201d }
            .undefined { background: #7a2a7a } .undecided { background: #4a5a6a } .vacuous { background: #5b5b5b }
            .error { background: #000 }
            .numbers { color: #444; font-size: .9em }
            </style>
            </head>
            <body>
            <h1>Claims</h1>
            """;

    private final StringBuilder html = new StringBuilder(HEAD);
    private String heading = "";

    /** Adds a claim. */
    void add(ClaimFile file, ClaimReport report) {
        Statement claim = file.claims().stream()
                .filter(each -> each.id().equals(report.id()))
                .findFirst()
                .orElseThrow();
        begin(file, claim, report.finding().word());
        element("div", code(report.statement()));
        claim.instead().ifPresent(equation -> {
            html.append("<div>instead</div>\n")
                    .append(MathMl.of(equation, claim.scope()))
                    .append('\n');
            element("div", code(report.instead().orElseThrow()));
        });
        if (!Double.isNaN(report.residual())) {
            html.append("<div class=\"numbers\">")
                    .append(ClaimPrinter.numbers(report))
                    .append("</div>\n");
        }
        report.counterexample()
                .ifPresent(found -> element(
                        "div",
                        "counterexample: " + code(found.text()) + "<br>left side " + code(found.left())
                                + ", right side " + code(found.right())));
        list(report.notes());
        html.append("</article>\n");
    }

    /** Adds a claim that could not be checked. */
    void add(ClaimFile file, Statement claim, Failure failure) {
        begin(file, claim, "error");
        element("div", code(StatementText.of(claim)));
        list(List.of(failure.message()));
        html.append("</article>\n");
    }

    /** The heading of a part of a file, where it begins here, the verdict and the equation. */
    private void begin(ClaimFile file, Statement claim, String verdict) {
        String next = ClaimPrinter.heading(file, claim.source(), claim.section());
        if (!next.equals(heading)) {
            element("h2", escaped(next));
            heading = next;
        }
        html.append("<article>\n");
        element(
                "h3",
                "<span class=\"verdict " + verdict + "\">" + verdict + "</span>" + escaped(claim.id())
                        + (claim.title().isEmpty() ? "" : ", " + escaped(claim.title())));
        html.append(MathMl.of(claim.equation(), claim.scope())).append('\n');
    }

    private void list(List<String> notes) {
        if (!notes.isEmpty()) {
            html.append("<ul>\n");
            notes.forEach(note -> element("li", escaped(note)));
            html.append("</ul>\n");
        }
    }

    private void element(String name, String content) {
        html.append('<')
                .append(name)
                .append('>')
                .append(content)
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static String code(String text) {
        return "<code>" + escaped(text) + "</code>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * Writes the page.
     *
     * @param last the sentence at its end
     */
    void write(Path path, String last) {
        byte[] page = (html + "<p>" + escaped(last) + "</p>\n</body>\n</html>\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(path, out -> out.write(page));
    }
}
