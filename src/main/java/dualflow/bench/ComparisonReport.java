package dualflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Rows of figures as a Markdown table. */
public final class ComparisonReport {
    private static final String HOST = "host";

    private final String place;
    private final List<String> lines = new ArrayList<>();

    private ComparisonReport(String place) {
        this.place = place;
    }

    /**
     * The table, and below it where and with what it was measured.
     *
     * @param rows one for each comparison, as plain values by key
     * @param environment the environment of the run, with a {@code device} that begins with its name, and the {@code device reason}
     * @return its lines
     */
    public static List<String> markdown(List<Map<String, Object>> rows, Map<String, String> environment) {
        String device = environment.getOrDefault("device", "this device").split(" \\(", 2)[0];
        ComparisonReport report = new ComparisonReport(device.startsWith(HOST) ? HOST : device);
        report.table(rows);
        report.lines.add("");
        StringJoiner where = new StringJoiner(", ", "Measured with ", ".");
        environment.forEach((key, value) -> where.add(key + " " + value));
        report.lines.add(where.toString());
        if (report.place.equals(HOST)) {
            report.lines.add(
                    "Ours ran in Java on the host, not through OpenCL (" + environment.get("device reason")
                            + "): the ratios and the peak are those of Java's loops, and say nothing of this machine's OpenCL devices.");
        }
        return report.lines;
    }

    private void table(List<Map<String, Object>> rows) {
        lines.add("| case | peer | ours on " + place + ", ms | peer, ms | peer / ours (quartiles) |"
                + " error of ours, primal and tangent | error of the peer | peak of " + place
                + ", GFLOP/s | rounds | remarks |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|");
        rows.forEach(row -> lines.add(line(row)));
    }

    private String line(Map<String, Object> row) {
        boolean isVoid = Boolean.TRUE.equals(row.get("void"));
        boolean spread = Boolean.FALSE.equals(row.get("steady")) || row.get("peer") == null;
        StringJoiner cells = new StringJoiner(" | ", "| ", " |");
        cells.add(text(row.get("case")));
        cells.add(text(row.get("peer")) + (row.get("peerWay") == null ? "" : ", " + row.get("peerWay")));
        cells.add(isVoid ? "void" : milliseconds(row, "oursMs", spread));
        cells.add(isVoid ? "void" : milliseconds(row, "peerMs", spread));
        cells.add(quartiles("%.2f", row.get("ratioMedian"), row.get("ratioLow"), row.get("ratioHigh")));
        cells.add(both(row.get("errorPrimal"), row.get("errorTangent"), "%.1e"));
        cells.add(both(row.get("peerErrorPrimal"), row.get("peerErrorTangent"), "%.1e"));
        cells.add(both(peak(row.get("peakBefore")), peak(row.get("peakAfter")), "%.0f"));
        cells.add(rounds(row));
        cells.add(remarks(row));
        return cells.toString();
    }

    private static String milliseconds(Map<String, Object> row, String key, boolean spread) {
        return spread
                ? quartiles("%.3f", row.get(key), row.get(key + "Low"), row.get(key + "High"))
                : format("%.3f", row.get(key));
    }

    private static String rounds(Map<String, Object> row) {
        if (!(row.get("rounds") instanceof Integer rounds)) {
            return "";
        }
        return row.get("roundsWanted") instanceof Integer wanted && wanted > rounds
                ? rounds + " of " + wanted
                : rounds.toString();
    }

    private String remarks(Map<String, Object> row) {
        StringJoiner remarks = new StringJoiner("; ");
        if (row.get("voidReason") != null) {
            remarks.add("void: " + row.get("voidReason"));
        }
        if (Integer.valueOf(0).equals(row.get("rounds"))) {
            remarks.add("left out, as the time was over");
        }
        if (Boolean.FALSE.equals(row.get("steady"))) {
            remarks.add("unsteady" + (row.get("swing") == null ? "" : ": " + row.get("swing")));
        }
        if (row.get("shareOfPeak") instanceof Double share) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%.0f %% of the %s",
                    100 * share,
                    place.equals(HOST) ? "host's peak in Java" : "peak"));
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
        return remarks.toString();
    }

    private static Object peak(Object rates) {
        return rates instanceof Map<?, ?> fields ? fields.get("gflops") : null;
    }

    private static String quartiles(String format, Object median, Object low, Object high) {
        return median == null
                ? ""
                : format(format, median) + " (" + format(format, low) + " to " + format(format, high) + ")";
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
