package dualflow.device.opencl.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How products of rows and columns are divided among work-items on a CPU; the loops are in {@code opencl/include/panels.cl}. Each work-item
 * takes a group of adjacent rows and a strip of adjacent columns of one product.
 *
 * @param groups the number of groups of rows
 * @param strips the number of strips of columns
 */
record RegisterTiles(int groups, int strips) {
    /** The number of columns held in registers at once. */
    private static final int STRIP = 64;

    /** The minimum group; a smaller one would read the columns too often for its work. */
    private static final int LEAST_ROWS = 48;

    /** The maximum numbers of rows in a group that are worth trying. */
    private static final int[] MOST_ROWS = {96, 192, 384};

    /** Enough work-items to balance the load over a few cores. */
    private static final int ITEMS = 16;

    /**
     * Divides products.
     *
     * @param products the number of products
     * @param rows the rows of each product
     * @param columns the columns of each product
     * @param mostRows the maximum number of rows in a group, at most 384, the number of sums that {@code panels.cl} keeps
     * @return the division
     */
    static RegisterTiles of(int products, int rows, int columns, int mostRows) {
        int strips = Math.max(1, (columns + STRIP - 1) / STRIP);
        long others = Math.max(1L, (long) products * strips);
        long needed = (rows + (long) mostRows - 1) / mostRows;
        long wanted = Math.min((ITEMS + others - 1) / others, rows / LEAST_ROWS);
        long groups = Math.max(1, Math.max(needed, wanted));
        boolean uneven = groups > 1 && groups % 2 == 1 && others % 2 == 1;
        return new RegisterTiles((int) (uneven ? groups + 1 : groups), strips);
    }

    /**
     * The candidates for dividing the same products, first the usual one; none has the numbers of groups of another.
     *
     * @param products the products
     * @param mostRows the usual maximum number of rows in a group
     * @param candidate launches a division
     */
    static List<Candidate> candidates(Products products, int mostRows, Function<RegisterTiles, Candidate> candidate) {
        List<Candidate> candidates = new ArrayList<>();
        List<RegisterTiles> taken = new ArrayList<>();
        IntStream others = IntStream.of(MOST_ROWS).filter(most -> most != mostRows);
        for (int most : IntStream.concat(IntStream.of(mostRows), others).toArray()) {
            RegisterTiles tiles = of((int) products.count(), products.rows(), products.columns(), most);
            if (!taken.contains(tiles)) {
                taken.add(tiles);
                candidates.add(
                        candidate.apply(tiles).with(new Candidate.Tiles(most + " rows", Optional.empty(), products)));
            }
        }
        return candidates;
    }

    /** The work-items of one product. */
    int items() {
        return groups * strips;
    }
}
