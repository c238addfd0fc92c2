package dualflow.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of a run's record as text. */
final class RecordText {
    private RecordText() {}

    /** The record but for what a report shows of each table and figure anyway. */
    static Map<String, String> rows(Report report) {
        Map<String, String> rows = new LinkedHashMap<>();
        report.record().forEach((key, value) -> {
            if (!key.equals(Report.ITEMS)) {
                rows.put(key, of(value));
            }
        });
        return rows;
    }

    /** One line: lists and maps with commas between. */
    static String of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .filter(entry -> entry.getValue() != null)
                    .map(entry -> entry.getKey() + " " + of(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof Collection<?> list) {
            boolean words = list.stream().allMatch(String.class::isInstance);
            return list.stream().map(RecordText::of).collect(Collectors.joining(words ? " " : "; "));
        }
        return String.valueOf(value);
    }
}
