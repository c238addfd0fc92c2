package dualflow.report;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of a run's record as text. */
final class RecordText {
    private RecordText() {}

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
