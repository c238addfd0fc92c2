package dualflow.check;

import dualflow.syntax.Symbol.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sizes at which a claim is tried. */
final class SizeTuples {
    private static final int TRIED = 3;

    private SizeTuples() {}

    /** At most three tuples, the lowest first, then with different sizes for different names, so that a transpose shows. */
    static List<Map<String, Integer>> tried(List<Size> sizes) {
        List<Map<String, Integer>> tuples = new ArrayList<>();
        for (int j = 0; j < TRIED; j++) {
            Map<String, Integer> tuple = new LinkedHashMap<>();
            for (int i = 0; i < sizes.size(); i++) {
                int[] above = {0, 1 + i % 2, 2 - i % 2};
                Size size = sizes.get(i);
                tuple.put(size.name(), Math.min(size.least() + above[j], size.most()));
            }
            if (!tuples.contains(tuple)) {
                tuples.add(tuple);
            }
        }
        return tuples;
    }

    /** All tuples up to the given one, by their sums. */
    static List<Map<String, Integer>> upTo(List<Size> sizes, Map<String, Integer> most) {
        List<Map<String, Integer>> tuples = List.of(Map.of());
        for (Size size : sizes) {
            List<Map<String, Integer>> longer = new ArrayList<>();
            for (Map<String, Integer> tuple : tuples) {
                for (int value = size.least(); value <= Math.max(most.get(size.name()), size.least()); value++) {
                    Map<String, Integer> next = new LinkedHashMap<>(tuple);
                    next.put(size.name(), value);
                    longer.add(next);
                }
            }
            tuples = longer;
        }
        return tuples.stream().sorted(Comparator.comparingInt(SizeTuples::sum)).collect(Collectors.toList());
    }

    static int sum(Map<String, Integer> sizes) {
        return sizes.values().stream().mapToInt(Integer::intValue).sum();
    }
}
