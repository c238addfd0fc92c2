package dualflow.graph;

import java.util.stream.IntStream;

/** The subsets of {0, ..., n - 1} of one size, in lexicographic order. */
final class Subsets {
    private Subsets() {}

    /** The first one, or null if there is none. */
    static int[] first(int size, int n) {
        return size > n ? null : IntStream.range(0, size).toArray();
    }

    /** The one after a subset, or null after the last; the subset itself is reused. */
    static int[] next(int[] subset, int n) {
        int size = subset.length;
        int i = size - 1;
        while (i >= 0 && subset[i] == n - size + i) {
            i--;
        }
        if (i < 0) {
            return null;
        }
        subset[i]++;
        for (int j = i + 1; j < size; j++) {
            subset[j] = subset[j - 1] + 1;
        }
        return subset;
    }
}
