package dualflow.report;

import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a report as one page of HTML that needs neither network nor script. */
public final class ReportPage {
    private static final int MOST_ROWS = 12;

    private final Report report;
    private final Html html;
    private final Map<ReportedClaim, String> anchors = new LinkedHashMap<>();

    private ReportPage(Report report) {
        this.report = report;
        this.html = HtmlPage.begin(Report.TITLE);
        Map<String, Integer> used = new HashMap<>();
        report.claims().forEach(claim -> {
            String anchor = "claim-" + anchor(claim.id());
            int before = used.merge(anchor, 1, Integer::sum);
            anchors.put(claim, before == 1 ? anchor : anchor + "-" + before);
        });
    }

    /**
     * The page of a report.
     *
     * @param report the report
     * @return HTML that is well-formed XML too
     */
    public static String of(Report report) {
        return new ReportPage(report).write();
    }

    private String write() {
        html.element("p", Report.ABOUT).element("p", report.summary());
        contents();
        overview();
        report.items().stream().filter(ReportPage::hasSection).forEach(this::item);
        claims();
        record();
        return html.finish();
    }

    private void contents() {
        html.open("nav", "aria-label", "contents").open("ul").line();
        contentsLine("items", "Tables and figures: which are done");
        report.items().stream()
                .filter(ReportPage::hasSection)
                .forEach(item -> contentsLine(item.item().word(), title(item.item())));
        contentsLine("claims", "Claims");
        contentsLine("record", "The record of the run");
        html.close().close();
    }

    private void contentsLine(String anchor, String text) {
        html.open("li").element("a", text, "href", "#" + anchor).close();
    }

    private static boolean hasSection(ItemReport item) {
        return item.status() == ItemReport.Status.DONE;
    }

    private static String title(PaperItem item) {
        return item.label() + ": " + item.subject();
    }

    /** Which tables and figures are done, and why not where they are not. */
    private void overview() {
        html.element("h2", "Tables and figures", "id", "items");
        HtmlTable table = new HtmlTable(
                html, "Which of the paper's tables and figures are done", List.of("in the paper", "how, or why not"));
        report.items().forEach(item -> {
            table.row(() -> {
                if (hasSection(item)) {
                    html.element(
                            "a", title(item.item()), "href", "#" + item.item().word());
                } else {
                    html.text(title(item.item()));
                }
            });
            html.open("td");
            ClaimArticle.verdict(html, item.status().toString());
            html.text(item.reason().isEmpty() ? " " : " " + item.reason() + " ");
            if (!item.command().isEmpty()) {
                html.element("code", Report.typed(item.command()));
            }
            links(report.concerning(item.item()));
            html.close();
            table.endRow();
        });
        table.end();
    }

    private void links(List<ReportedClaim> claims) {
        for (ReportedClaim claim : claims) {
            html.open("div", "class", "link");
            ClaimArticle.verdict(html, claim.verdict());
            html.text(" ")
                    .element("a", claim.id(), "href", "#" + anchors.get(claim))
                    .close();
        }
    }

    private void item(ItemReport item) {
        html.open("section", "id", item.item().word()).line().element("h3", title(item.item()));
        item.tables().stream().filter(table -> !isLong(table)).forEach(table -> HtmlTable.write(html, table));
        item.figures().forEach(this::figure);
        item.tables().stream().filter(ReportPage::isLong).forEach(table -> {
            html.open("details").element("summary", "The numbers");
            HtmlTable.write(html, table);
            html.close();
        });
        if (!item.printed().isBlank()) {
            html.open("details")
                    .element("summary", "What the command says")
                    .element("pre", item.printed().strip(), "class", "scroll", "tabindex", "0")
                    .close();
        }
        html.open("p", "class", "numbers").text("By ").element("code", Report.typed(item.command()));
        html.text(item.run().words() + ".").close();
        List<ReportedClaim> claims = report.concerning(item.item());
        if (!claims.isEmpty()) {
            html.open("div", "class", "links").element("p", "Claims about it:");
            links(claims);
            html.close();
        }
        html.close();
    }

    /** A long table is to be unfolded. */
    private static boolean isLong(ReportTable table) {
        return table.rows().size() > MOST_ROWS;
    }

    private void figure(ReportFigure figure) {
        String data =
                "data:" + figure.mediaType() + ";base64," + Base64.getEncoder().encodeToString(figure.content());
        html.open("figure")
                .open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", figure.caption())
                .empty("img", "src", data, "alt", figure.alternative())
                .close()
                .element("figcaption", figure.caption())
                .close();
    }

    private void claims() {
        html.element("h2", "Claims", "id", "claims");
        if (!report.leftOut().isEmpty()) {
            html.element("p", report.leftOut());
        }
        Map<String, List<ReportedClaim>> byOrigin = report.byOrigin();
        if (byOrigin.isEmpty()) {
            return;
        }
        verdicts(byOrigin);
        byOrigin.forEach((origin, claims) -> {
            html.element("h2", origin, "id", "from-" + anchor(origin));
            claims.forEach(claim -> ClaimArticle.write(html, claim, anchors.get(claim)));
        });
    }

    /** How many claims of each document have which verdict. */
    private void verdicts(Map<String, List<ReportedClaim>> byOrigin) {
        List<String> words = List.copyOf(report.verdicts().keySet());
        HtmlTable table = new HtmlTable(html, "Verdicts by document", HtmlTable.joined("document", words));
        byOrigin.forEach((origin, claims) -> {
            table.row(() -> html.element("a", origin, "href", "#from-" + anchor(origin)));
            words.forEach(word -> {
                long count = claims.stream()
                        .filter(claim -> claim.verdict().equals(word))
                        .count();
                table.cell(count == 0 ? "" : Long.toString(count));
            });
            table.endRow();
        });
        table.end();
    }

    private void record() {
        html.element("h2", "The record of the run", "id", "record");
        HtmlTable table = new HtmlTable(html, "From this the run can be repeated", List.of("what", "value"));
        RecordText.rows(report).forEach((key, value) -> {
            table.row(() -> html.text(key));
            html.element("td", value);
            table.endRow();
        });
        table.end();
    }

    private static String anchor(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
