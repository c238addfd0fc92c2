package dualflow.graph;

import java.util.List;
import java.util.stream.IntStream;

/** Observations out of golden files. */
final class SampleColumns {
    private SampleColumns() {}

    static List<String> names(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "V" + i).toList();
    }

    /** Rows with given counts of each combination of values, the first column the slowest. */
    static PackedColumns binary(double[] counts, int columns) {
        PackedColumns.Builder rows = new PackedColumns.Builder(names(columns));
        for (int cell = 0; cell < counts.length; cell++) {
            byte[] row = new byte[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = (byte) ((cell >> (columns - 1 - i)) & 1);
            }
            for (int r = 0; r < counts[cell]; r++) {
                rows.add(row);
            }
        }
        return rows.build();
    }
}
