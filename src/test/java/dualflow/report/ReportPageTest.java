package dualflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.report.ItemReport.Status;
import dualflow.report.ReportedClaim.Instead;
import dualflow.report.ReportedClaim.Measured;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ReportPageTest {
    private static final String MATHS = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math>";

    private static ReportedClaim claim(String id, String origin, String place, String verdict) {
        return new ReportedClaim(
                id,
                origin,
                place,
                verdict,
                true,
                "x < y & z",
                Optional.of(MATHS),
                verdict.equals("corrected") ? Optional.of(new Instead("x <= y", MATHS)) : Optional.empty(),
                new Measured(
                        OptionalDouble.of(4.9e-17),
                        OptionalDouble.of(9e-13),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalInt.of(12)),
                Optional.empty(),
                List.of("a note with <b> & more"));
    }

    static Report report() {
        ReportTable table = new ReportTable(
                "table4",
                "A <caption>",
                List.of(new ReportTable.Group("", 1), new ReportTable.Group("norms", 2)),
                List.of("t", "as printed", "exact"),
                List.of(Arrays.asList("0.5", "<0.001", 0.25), Arrays.asList("0.99", null, 1e-7)));
        ItemReport done = new ItemReport(
                PaperItem.TABLE_4,
                Status.DONE,
                "",
                List.of("tools/dualflow", "reproduce", "table4", "--out", "a b"),
                new ItemReport.Run(OptionalLong.of(7), "host, asked for", 1.25),
                List.of(table),
                List.of(new ReportFigure(
                        "table4.svg", "A curve.", "A \"curve\"", "<svg/>".getBytes(StandardCharsets.UTF_8))),
                "printed & <so>");
        return new Report(
                List.of(
                        claim("table4-numerical", "paper", "Table 4, first column", "corrected"),
                        claim("same", "paper", "", "holds"),
                        claim("same", "Lipman et al. 2023", "(3)", "holds")),
                "Some were left out.",
                List.of(
                        ItemReport.without(PaperItem.TABLE_2, Status.NO_RESULT, PaperItem.TABLE_2.remark(), List.of()),
                        done,
                        ItemReport.without(
                                PaperItem.TABLE_6,
                                Status.SKIPPED,
                                "Name a folder by --data.",
                                List.of("tools/dualflow"))),
                Map.of("device", "host", "versions", Map.of("dualflow", "0.1.0")));
    }

    private static XmlDocument page() throws Exception {
        return XmlDocument.of(ReportPage.of(report()));
    }

    @Test
    void linksLeadToWhatIsOnThePage() throws Exception {
        XmlDocument page = page();
        List<String> ids = page.values("id");
        assertThat(new HashSet<>(ids)).as("each id once").hasSameSizeAs(ids);
        assertThat(page.values("href")).hasSizeGreaterThan(8).allMatch(link -> ids.contains(link.substring(1)));
        assertThat(page.values("href")).contains("#claim-table4-numerical", "#table4", "#from-lipman-et-al-2023");
    }

    @Test
    void nothingComesFromOutside() throws Exception {
        XmlDocument page = page();
        assertThat(page.elements("script")).isEmpty();
        assertThat(page.elements("link")).isEmpty();
        assertThat(page.values("src")).hasSize(1).allMatch(source -> source.startsWith("data:image/svg+xml;base64,"));
        assertThat(page.values("content")).anyMatch(policy -> policy.startsWith("default-src 'none'"));
        assertThat(page.elements("style").get(0).getTextContent())
                .contains("prefers-color-scheme: dark", "@media print")
                .doesNotContain("url(", "@import");
    }

    @Test
    void tablesHaveCaptionsAndHeadersOfColumnsAndRows() throws Exception {
        List<Element> tables = page().elements("table");
        assertThat(tables).hasSize(4); // which are done, one of results, verdicts, the record
        for (Element table : tables) {
            assertThat(XmlDocument.within(table, "caption")).hasSize(1);
            assertThat(XmlDocument.within(table, "th")).allMatch(header -> header.hasAttribute("scope"));
            for (Element row :
                    XmlDocument.within(XmlDocument.within(table, "tbody").get(0), "tr")) {
                assertThat(row.getFirstChild().getNodeName()).isEqualTo("th");
            }
        }
    }

    @Test
    void figuresHaveAlternativesAndCaptions() throws Exception {
        Element figure = page().elements("figure").get(0);
        assertThat(XmlDocument.within(figure, "img").get(0).getAttribute("alt")).isEqualTo("A \"curve\"");
        assertThat(XmlDocument.within(figure, "figcaption").get(0).getTextContent())
                .isEqualTo("A curve.");
    }

    @Test
    void aClaimHasVerdictEquationNumbersAndNotes() throws Exception {
        Element article = page().elements("article").get(0);
        assertThat(article.getTextContent())
                .contains(
                        "corrected table4-numerical, Table 4, first column",
                        "x < y & z",
                        "Instead:",
                        "error 4.9 × 10⁻¹⁷, tolerance 9.0 × 10⁻¹³, 12 draws",
                        "a note with <b> & more");
        assertThat(XmlDocument.within(article, "math")).hasSize(2);
    }

    @Test
    void whatIsSkippedIsNamedWithTheReason() throws Exception {
        String overview = page().elements("table").get(0).getTextContent();
        assertThat(overview)
                .contains("Table 6: correlation of two attributes of CelebA", "skipped Name a folder by --data.")
                .contains("no result It lists settings and no result.");
    }

    @Test
    void aCommandIsShownAsItIsTyped() throws Exception {
        assertThat(page().elements("section").get(0).getTextContent())
                .contains(
                        "By tools/dualflow reproduce table4 --out 'a b', seed 7, in 1.3 s, on host, asked for.",
                        "printed & <so>");
    }

    @Test
    void markdownHasTheSame() {
        assertThat(ReportMarkdown.of(report()))
                .contains(
                        "3 claims: 1 corrected, 2 hold. Tables and figures of the paper: 1 done, 1 skipped, 0 failed, 1 without")
                .contains(
                        "| t | norms, as printed | norms, exact |\n| --- | --- | --- |\n| 0.5 | \\<0.001 | 0.2500 |\n")
                .contains("![A \"curve\"](table4.svg)")
                .contains(
                        "| Table 6: correlation of two attributes of CelebA | skipped | Name a folder by --data. `tools/dualflow` |")
                .contains("### Lipman et al. 2023")
                .contains("| versions | dualflow 0.1.0 |");
    }
}
