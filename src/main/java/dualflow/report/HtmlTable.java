package dualflow.report;

import java.util.ArrayList;
import java.util.List;

/** Writes a table with a caption and headers of its columns and rows, in a frame that scrolls where the table is wider than the page. */
final class HtmlTable {
    private final Html html;

    /** Begins a table without groups of columns. */
    HtmlTable(Html html, String caption, List<String> columns) {
        this(html, caption, List.of(), columns);
    }

    private HtmlTable(Html html, String caption, List<ReportTable.Group> groups, List<String> columns) {
        this.html = html;
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
                .open("table")
                .element("caption", caption)
                .open("thead")
                .line();
        if (!groups.isEmpty()) {
            html.open("tr");
            for (ReportTable.Group group : groups) {
                String span = Integer.toString(group.span());
                if (group.title().isEmpty()) {
                    html.element("td", "", "colspan", span);
                } else {
                    html.element("th", group.title(), "scope", "colgroup", "colspan", span);
                }
            }
            html.close();
        }
        html.open("tr");
        columns.forEach(column -> {
            if (column.isEmpty()) {
                html.element("td", "");
            } else {
                html.element("th", column, "scope", "col");
            }
        });
        html.close().close().open("tbody").line();
    }

    /** Writes a whole table. */
    static void write(Html html, ReportTable table) {
        HtmlTable written = new HtmlTable(html, table.caption(), table.groups(), table.columns());
        for (List<?> row : table.rows()) {
            written.row(() -> html.text(ReportTable.text(row.get(0))));
            row.stream().skip(1).map(ReportTable::text).forEach(written::cell);
            written.endRow();
        }
        written.end();
    }

    /** Begins a row by its header. */
    void row(Runnable header) {
        html.open("tr").open("th", "scope", "row");
        header.run();
        html.close();
    }

    /** Writes a cell; numbers stand at its right. */
    void cell(String text) {
        if (NumberText.isNumber(text)) {
            html.element("td", text, "class", "number");
        } else {
            html.element("td", text);
        }
    }

    void endRow() {
        html.close();
    }

    void end() {
        html.close().close().close();
    }

    /** A column before others. */
    static List<String> joined(String first, List<String> others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }
}
