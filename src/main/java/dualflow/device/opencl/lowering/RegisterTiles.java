package dualflow.device.opencl.lowering;

/**
 * How work-items of a CPU share out products of rows and columns; {@code opencl/include/panels.cl} has their loops. Each takes a group of
 * neighbouring rows and a strip of neighbouring columns of one product.
 *
 * @param groups how many groups of rows
 * @param strips how many strips of columns
 */
record RegisterTiles(int groups, int strips) {
    /** As many columns as stand in registers at once. */
    private static final int STRIP = 64;

    /** A smaller group would read the columns too often for its work. */
    private static final int LEAST_ROWS = 48;

    /** Enough work-items that a few cores finish together. */
    private static final int ITEMS = 16;

    /**
     * Shares out products.
     *
     * @param products how many products
     * @param rows the rows of each
     * @param columns its columns
     * @param mostRows the rows of a group at most, which is at most 384, since {@code panels.cl} keeps so many sums
     * @return the shares
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

    /** The work-items of one product. */
    int items() {
        return groups * strips;
    }
}
