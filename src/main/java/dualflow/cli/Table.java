package dualflow.cli;

import java.io.PrintWriter;
import java.util.List;

/** Prints rows of text in columns. */
final class Table {
    private Table() {}

    /** Prints rows of equal length, each column as wide as its widest cell, two spaces apart. */
    static void print(PrintWriter out, List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int k = 0; k < columns; k++) {
                widths[k] = Math.max(widths[k], row.get(k).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int k = 0; k < columns; k++) {
                line.append("  ")
                        .append(row.get(k))
                        .append(" ".repeat(widths[k] - row.get(k).length()));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
