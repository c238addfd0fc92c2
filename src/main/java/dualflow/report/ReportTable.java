package dualflow.report;

import java.util.List;

/**
 * A table.
 *
 * @param name of its file, without an ending
 * @param caption what it shows
 * @param groups the groups of columns from left to right, which together span all of them; empty where there are none
 * @param columns the names of the columns; the first one is of the rows' names
 * @param rows the cells, each row as long as {@code columns}: a text, a {@code Double}, or {@code null} where there is nothing
 */
public record ReportTable(
        String name, String caption, List<Group> groups, List<String> columns, List<? extends List<?>> rows) {
    /**
     * Columns that belong together.
     *
     * @param title what they share; "" for columns that stand alone
     * @param span how many they are
     */
    public record Group(String title, int span) {}

    /**
     * A table without groups.
     *
     * @param name of its file, without an ending
     * @param caption what it shows
     * @param columns the names of the columns
     * @param rows the cells
     */
    public ReportTable(String name, String caption, List<String> columns, List<? extends List<?>> rows) {
        this(name, caption, List.of(), columns, rows);
    }

    /** A cell as it is read. */
    static String text(Object cell) {
        return cell == null ? "" : cell instanceof Double number ? NumberText.ofValue(number) : cell.toString();
    }

    /** The full name of a column: that of its group and its own. */
    String title(int column) {
        int left = column;
        for (Group group : groups) {
            if (left < group.span()) {
                return group.title().isEmpty() ? columns.get(column) : group.title() + ", " + columns.get(column);
            }
            left -= group.span();
        }
        return columns.get(column);
    }
}
