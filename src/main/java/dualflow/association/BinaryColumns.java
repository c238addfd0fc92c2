package dualflow.association;

/** Binary variables observed together, one bit for each value, so that fourfold tables are counted 64 rows at a time. */
public final class BinaryColumns {
    private final int rows;
    private final long[][] bits;

    private BinaryColumns(int rows, long[][] bits) {
        this.rows = rows;
        this.bits = bits;
    }

    /**
     * Packs values.
     *
     * @shape values [rows, columns]
     * @param values 0 or 1 each, row by row
     * @param columns the number of variables, at least 1
     * @return the variables
     * @throws IllegalArgumentException if a value is neither 0 nor 1, or the values do not fill whole rows
     */
    public static BinaryColumns of(double[] values, int columns) {
        if (columns < 1 || values.length % columns != 0) {
            throw new IllegalArgumentException(
                    values.length + " values do not make rows of " + columns + " variables.");
        }
        int rows = values.length / columns;
        long[][] bits = new long[columns][(rows + Long.SIZE - 1) / Long.SIZE];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = values[row * columns + column];
                if (value == 1) {
                    bits[column][row / Long.SIZE] |= 1L << row;
                } else if (value != 0) {
                    throw new IllegalArgumentException("A binary variable is 0 or 1, not " + value + ".");
                }
            }
        }
        return new BinaryColumns(rows, bits);
    }

    /**
     * The number of observations.
     *
     * @return rows
     */
    public int rows() {
        return rows;
    }

    /**
     * The number of variables.
     *
     * @return columns
     */
    public int columns() {
        return bits.length;
    }

    /**
     * One value.
     *
     * @param row the observation, from 0
     * @param column the variable, from 0
     * @return whether it is 1
     */
    public boolean at(int row, int column) {
        return (bits[column][row / Long.SIZE] >>> row & 1) != 0;
    }

    /**
     * How often a variable is 1.
     *
     * @param column the variable, from 0
     * @return the number of rows
     */
    public int ones(int column) {
        int ones = 0;
        for (long word : bits[column]) {
            ones += Long.bitCount(word);
        }
        return ones;
    }

    /**
     * The fourfold table of two variables.
     *
     * @param a a variable, from 0
     * @param b another
     * @return the counts
     */
    public FourfoldTable table(int a, int b) {
        int both = 0;
        for (int word = 0; word < bits[a].length; word++) {
            both += Long.bitCount(bits[a][word] & bits[b][word]);
        }
        int onlyA = ones(a) - both;
        int onlyB = ones(b) - both;
        return new FourfoldTable(both, onlyA, onlyB, rows - both - onlyA - onlyB);
    }

    /**
     * The fourfold table of two variables in the rows where a third has a value.
     *
     * @param a a variable, from 0
     * @param b another
     * @param given the third
     * @param value its value
     * @return the counts
     */
    public FourfoldTable table(int a, int b, int given, boolean value) {
        int both = 0;
        int allA = 0;
        int allB = 0;
        for (int word = 0; word < bits[a].length; word++) {
            long kept = value ? bits[given][word] : ~bits[given][word]; // bits after the last row are 0 in a and b
            allA += Long.bitCount(bits[a][word] & kept);
            allB += Long.bitCount(bits[b][word] & kept);
            both += Long.bitCount(bits[a][word] & bits[b][word] & kept);
        }
        int all = value ? ones(given) : rows - ones(given);
        return new FourfoldTable(both, allA - both, allB - both, all - allA - allB + both);
    }
}
