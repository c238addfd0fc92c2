package dualflow.cli;

import dualflow.check.ClaimFile;
import dualflow.check.ClaimReport;
import dualflow.data.AtomicFile;
import dualflow.report.ClaimArticle;
import dualflow.report.Html;
import dualflow.report.HtmlPage;
import dualflow.report.ReportedClaim;
import dualflow.syntax.Statement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Claims and their verdicts as one page in HTML, which needs neither network nor script: the equations are MathML. */
final class ClaimPage {
    private final Html html = HtmlPage.begin("Claims");
    private String heading = "";
    private int articles;

    /** Adds a claim. */
    void add(ClaimFile file, ClaimReport report) {
        add(ReportedClaim.of(file, report));
    }

    /** Adds a claim that could not be checked. */
    void add(ClaimFile file, Statement claim, Failure failure) {
        add(ReportedClaim.failed(file, claim, failure.message()));
    }

    private void add(ReportedClaim claim) {
        if (!claim.origin().equals(heading)) {
            heading = claim.origin();
            html.element("h2", heading);
        }
        articles++;
        ClaimArticle.write(html, claim, "claim-" + articles);
    }

    /**
     * Writes the page.
     *
     * @param last the sentence at its end
     */
    void write(Path path, String last) {
        byte[] page = html.element("p", last).finish().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(path, out -> out.write(page));
    }
}
