package dualflow.coupling;

import java.util.Arrays;

/**
 * The cheapest way to give each row a column of its own: the Hungarian method by shortest augmenting paths, of R. Jonker and A. Volgenant, "A shortest augmenting path
 * algorithm for dense and sparse linear assignment problems", 1987, as D. F. Crouse writes it in "On implementing 2D rectangular assignment algorithms", 2016.
 *
 * <p>One row after the other is added. A path of least reduced cost c_ij - u_i - v_j, by Dijkstra's method, leads from it over columns that are taken to one that is
 * free, and those on the way change partners. The duals u and v keep all reduced costs at 0 or above, and those of pairs at 0, which proves the result optimal. It takes
 * n^2 m steps, and the same ones on every machine; of equally cheap columns a free one is taken first, then the one on the left.
 */
public final class OptimalAssignment {
    private final double[] cost;
    private final int columns;
    private final double[] rowDual; // u
    private final double[] columnDual; // v
    private final int[] columnOf; // by row, -1 where there is none yet
    private final int[] rowOf; // by column, likewise
    private final double[] distance; // of each column from the row that is added
    private final int[] before; // the row from which the path reaches a column
    private final boolean[] reached; // columns to which the shortest path is known

    private OptimalAssignment(double[] cost, int rows) {
        this.cost = cost;
        columns = cost.length / rows;
        rowDual = new double[rows];
        columnDual = new double[columns];
        columnOf = new int[rows];
        rowOf = new int[columns];
        distance = new double[columns];
        before = new int[columns];
        reached = new boolean[columns];
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
    }

    /**
     * The assignment of least total cost.
     *
     * @param cost rows times columns numbers, row-major; at least as many columns as rows
     * @param rows the number of rows, at least 1
     * @return the column of each row, all different
     * @throws IllegalArgumentException if there is no row, fewer columns than rows, or a cost that is not finite
     */
    public static int[] of(double[] cost, int rows) {
        if (rows < 1 || cost.length % rows != 0 || cost.length / rows < rows) {
            throw new IllegalArgumentException("an assignment needs one row or more and as many columns or more; got "
                    + cost.length + " costs for " + rows + " rows");
        }
        SquaredDistances.requireFinite(cost, cost.length / rows);
        OptimalAssignment assignment = new OptimalAssignment(cost, rows);
        for (int row = 0; row < rows; row++) {
            assignment.add(row);
        }
        return assignment.columnOf;
    }

    private void add(int row) {
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(reached, false);
        double length = 0;
        int end = -1;
        for (int i = row; end < 0; ) {
            int j = nearest(i, length);
            length = distance[j];
            reached[j] = true;
            i = rowOf[j];
            end = i < 0 ? j : -1;
        }
        improveDuals(row, length);
        for (int j = end, i = -1; i != row; ) { // those on the path change partners
            i = before[j];
            rowOf[j] = i;
            int given = columnOf[i];
            columnOf[i] = j;
            j = given;
        }
    }

    /** Goes on from row i, which the path reaches at a length, to the nearest column that is not reached yet. */
    private int nearest(int i, double length) {
        int best = -1;
        for (int j = 0; j < columns; j++) {
            if (!reached[j]) {
                double via = length + (cost[i * columns + j] - rowDual[i] - columnDual[j]);
                if (via < distance[j]) {
                    distance[j] = via;
                    before[j] = i;
                }
                boolean nearer = best < 0 || distance[j] < distance[best];
                boolean firstFree = !nearer && distance[j] == distance[best] && rowOf[j] < 0 && rowOf[best] >= 0;
                best = nearer || firstFree ? j : best;
            }
        }
        return best;
    }

    private void improveDuals(int row, double length) {
        rowDual[row] += length;
        for (int j = 0; j < columns; j++) {
            if (reached[j]) {
                double rest = length - distance[j];
                columnDual[j] -= rest;
                if (rowOf[j] >= 0) {
                    rowDual[rowOf[j]] += rest;
                }
            }
        }
    }
}
