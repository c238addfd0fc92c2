package dualflow.graph;

import dualflow.association.FourfoldTable;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Binary variables, 64 rows to a word. All that tests ask are counts of rows in which some columns are 1, by {@code Long.bitCount} of the
 * conjunction of words; a contingency table of k columns follows from the counts of its 2^k subsets, nearly all of which other tables have had
 * too. Moore and Lee, "Cached sufficient statistics for efficient machine learning with large datasets", JAIR 1998.
 */
public final class PackedColumns implements Observations {
    /** A set of columns is remembered as one long: up to 6 indices of 10 bits. */
    private static final int INDEX_BITS = 10;

    private static final int MOST_REMEMBERED = 1 << 21;

    private final List<String> names;
    private final int rows;
    private final long[][] words;
    private final int[][] pairs; // of a column with itself: its ones
    private final ConcurrentMap<Long, Integer> counts = new ConcurrentHashMap<>();

    /** Collects rows. */
    public static final class Builder {
        private final List<String> names;
        private final long[][] words;
        private int rows;

        /**
         * No rows yet.
         *
         * @param names the names of the columns
         */
        public Builder(List<String> names) {
            this.names = List.copyOf(names);
            words = new long[names.size()][16];
        }

        /**
         * Adds a row.
         *
         * @param row for each column 1 or 0
         */
        public void add(byte... row) {
            int word = rows >> 6;
            for (int i = 0; i < words.length; i++) {
                if (word == words[i].length) {
                    words[i] = Arrays.copyOf(words[i], 2 * word);
                }
                words[i][word] |= (long) row[i] << (rows & 63);
            }
            rows++;
        }

        /**
         * The rows so far.
         *
         * @return the columns
         */
        public PackedColumns build() {
            return new PackedColumns(
                    names,
                    rows,
                    Arrays.stream(words)
                            .map(column -> Arrays.copyOf(column, (rows + 63) >> 6))
                            .toArray(long[][]::new));
        }
    }

    private PackedColumns(List<String> names, int rows, long[][] words) {
        this.names = names;
        this.rows = rows;
        this.words = words;
        pairs = new int[names.size()][names.size()];
        for (int i = 0; i < pairs.length; i++) {
            for (int j = 0; j <= i; j++) {
                pairs[i][j] = countOnes(new int[] {i, j});
                pairs[j][i] = pairs[i][j];
            }
        }
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean isConstant(int column) {
        return pairs[column][column] == 0 || pairs[column][column] == rows;
    }

    @Override
    public double[][] correlations() {
        double[][] phi = new double[pairs.length][pairs.length];
        for (int i = 0; i < phi.length; i++) {
            for (int j = 0; j < phi.length; j++) {
                phi[i][j] = i == j ? 1 : fourfold(i, j).phi().orElse(0);
            }
        }
        return phi;
    }

    private FourfoldTable fourfold(int a, int b) {
        int both = pairs[a][b];
        return new FourfoldTable(both, pairs[a][a] - both, pairs[b][b] - both, rows - pairs[a][a] - pairs[b][b] + both);
    }

    /**
     * The contingency table of some columns: how many rows have each combination of their values.
     *
     * @param columns their indices, all different and ascending
     * @return [2^k]; bit i of an index is the value of column i of these
     */
    int[] table(int... columns) {
        int[] table = new int[1 << columns.length];
        int[] chosen = new int[columns.length];
        for (int set = 0; set < table.length; set++) {
            int size = 0;
            for (int rest = set; rest != 0; rest &= rest - 1) {
                chosen[size++] = columns[Integer.numberOfTrailingZeros(rest)];
            }
            table[set] = countOf(chosen, size);
        }
        // From the rows with at least these ones to the rows with exactly these: those with one more are taken off,
        // column by column.
        for (int bit = 1; bit < table.length; bit <<= 1) {
            for (int set = 0; set < table.length; set++) {
                if ((set & bit) == 0) {
                    table[set] -= table[set | bit];
                }
            }
        }
        return table;
    }

    /** The rows in which the first columns of these are all 1. */
    private int countOf(int[] columns, int size) {
        return switch (size) {
            case 0 -> rows;
            case 1 -> pairs[columns[0]][columns[0]];
            case 2 -> pairs[columns[0]][columns[1]];
            default -> remembered(Arrays.copyOf(columns, size));
        };
    }

    private int remembered(int... columns) {
        if (columns.length * INDEX_BITS > Long.SIZE || names.size() >= 1 << INDEX_BITS) {
            return countOnes(columns);
        }
        long key = 0;
        for (int column : columns) {
            key = key << INDEX_BITS | (column + 1); // never 0, so that sets of different sizes have different keys
        }
        Integer known = counts.get(key);
        if (known == null) {
            known = countOnes(columns);
            if (counts.size() < MOST_REMEMBERED) {
                counts.put(key, known);
            }
        }
        return known;
    }

    private int countOnes(int... columns) {
        long[] first = words[columns[0]];
        int count = 0;
        switch (columns.length) {
            case 3 -> {
                long[] second = words[columns[1]];
                long[] third = words[columns[2]];
                for (int w = 0; w < first.length; w++) {
                    count += Long.bitCount(first[w] & second[w] & third[w]);
                }
            }
            case 4 -> {
                long[] second = words[columns[1]];
                long[] third = words[columns[2]];
                long[] fourth = words[columns[3]];
                for (int w = 0; w < first.length; w++) {
                    count += Long.bitCount(first[w] & second[w] & third[w] & fourth[w]);
                }
            }
            default -> {
                for (int w = 0; w < first.length; w++) {
                    long all = first[w];
                    for (int i = 1; i < columns.length; i++) {
                        all &= words[columns[i]][w];
                    }
                    count += Long.bitCount(all);
                }
            }
        }
        return count;
    }
}
