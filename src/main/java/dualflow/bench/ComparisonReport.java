package dualflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Rows of figures as a table in Markdown. */
public final class ComparisonReport {
    private ComparisonReport() {}

    /**
     * The table.
     *
     * @param rows one for each comparison, as plain values by key
     * @param environment of the run
     * @return its lines
     */
    public static List<String> markdown(List<Map<String, Object>> rows, Map<String, String> environment) {
        List<String> lines = new ArrayList<>();
        lines.add("| case | peer | ours, ms | peer, ms | peer / ours (quartiles) | error of ours, primal and tangent |"
                + " error of the peer | peak, GFLOP/s | remarks |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        rows.forEach(row -> lines.add(line(row)));
        lines.add("");
        StringJoiner where = new StringJoiner(", ", "Measured with ", ".");
        environment.forEach((key, value) -> where.add(key + " " + value));
        lines.add(where.toString());
        return lines;
    }

    private static String line(Map<String, Object> row) {
        boolean isVoid = Boolean.TRUE.equals(row.get("void"));
        StringJoiner cells = new StringJoiner(" | ", "| ", " |");
        cells.add(text(row.get("case")));
        cells.add(text(row.get("peer")) + (row.get("peerWay") == null ? "" : ", " + row.get("peerWay")));
        cells.add(isVoid ? "void" : format("%.3f", row.get("oursMs")));
        cells.add(isVoid ? "void" : format("%.3f", row.get("peerMs")));
        cells.add(
                row.get("ratioMedian") == null
                        ? ""
                        : format("%.2f", row.get("ratioMedian")) + " (" + format("%.2f", row.get("ratioLow")) + " to "
                                + format("%.2f", row.get("ratioHigh")) + ")");
        cells.add(both(row.get("errorPrimal"), row.get("errorTangent")));
        cells.add(both(row.get("peerErrorPrimal"), row.get("peerErrorTangent")));
        cells.add(both(peak(row.get("peakBefore")), peak(row.get("peakAfter")), "%.0f"));
        StringJoiner remarks = new StringJoiner("; ");
        if (isVoid) {
            remarks.add("the device's speed drifted by more than 5 %");
        }
        if (row.get("shareOfPeak") instanceof Double share) {
            remarks.add(String.format(Locale.ROOT, "%.0f %% of the peak", 100 * share));
        }
        boolean own = row.containsKey("peerWay") && row.get("peerWay") == null && row.get("ratioMedian") != null;
        if (own) {
            remarks.add(String.format(Locale.ROOT, "%.3f x %s", 1 / (double) row.get("ratioMedian"), row.get("peer")));
        }
        if (row.get("allocatedBytes") instanceof Long bytes && (own || bytes > 0)) {
            remarks.add(bytes + " bytes asked for after the warm-up");
        }
        if (row.get("repeatedRounds") instanceof Integer repeated && repeated > 0) {
            remarks.add(repeated + " rounds repeated");
        }
        cells.add(remarks.toString());
        return cells.toString();
    }

    private static Object peak(Object rates) {
        return rates instanceof Map<?, ?> fields ? fields.get("gflops") : null;
    }

    private static String both(Object first, Object second) {
        return both(first, second, "%.1e");
    }

    private static String both(Object first, Object second, String format) {
        if (first == null) {
            return "";
        }
        return format(format, first) + (second == null ? "" : ", " + format(format, second));
    }

    private static String format(String format, Object value) {
        return value == null ? "" : String.format(Locale.ROOT, format, (double) value);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
