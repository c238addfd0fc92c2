package dualflow.check;

import dualflow.semantics.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Draws that are measured together.
 *
 * @param rows the quantities of each draw by their keys
 * @param modes how each was drawn; empty where they were not drawn, but made from others
 */
record Batch(List<Map<String, Quantity>> rows, List<DrawMode> modes) {
    /** Rows that were made from others. */
    static Batch of(List<Map<String, Quantity>> rows) {
        return new Batch(rows, List.of());
    }

    int size() {
        return rows.size();
    }

    /** The positions of the generic draws. */
    int[] generic() {
        return IntStream.range(0, modes.size())
                .filter(i -> modes.get(i) == DrawMode.GENERIC)
                .toArray();
    }

    /** Only the draws of a mode. */
    Batch only(DrawMode mode) {
        List<Map<String, Quantity>> some = IntStream.range(0, modes.size())
                .filter(i -> modes.get(i) == mode)
                .mapToObj(rows::get)
                .toList();
        return new Batch(some, some.stream().map(row -> mode).toList());
    }

    /** These draws and then others. */
    Batch and(Batch others) {
        List<Map<String, Quantity>> all = new ArrayList<>(rows);
        all.addAll(others.rows);
        List<DrawMode> allModes = new ArrayList<>(modes);
        allModes.addAll(others.modes);
        return new Batch(all, allModes);
    }
}
