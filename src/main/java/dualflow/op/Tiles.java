package dualflow.op;

/**
 * How work-items of a CPU share out a product of rows and columns; {@code opencl/panels.cl} has their loops. Each takes a group of
 * neighbouring rows and a strip of neighbouring columns.
 *
 * @param groups how many groups of rows
 * @param strips how many strips of columns
 */
record Tiles(int groups, int strips) {
    /** As many columns as stand in registers at once. */
    private static final int STRIP = 64;

    /** Rows of a group: enough that a strip's copy costs little beside its use, and few enough that sums stay in the cache. */
    private static final int MOST_ROWS = Integer.getInteger("mostrows", 192);

    private static final int LEAST_ROWS = 48;

    /** Enough work-items that two or a few cores finish together. */
    private static final int ITEMS = 16;

    /**
     * Shares out products.
     *
     * @param products how many products
     * @param rows the rows of each
     * @param columns its columns
     * @return the shares
     */
    static Tiles of(int products, int rows, int columns) {
        int strips = Math.max(1, (columns + STRIP - 1) / STRIP);
        long others = Math.max(1L, (long) products * strips);
        long wanted = Math.max((rows + MOST_ROWS - 1) / MOST_ROWS, Math.min((ITEMS + others - 1) / others, rows / LEAST_ROWS));
        int groups = (int) Math.max(1, wanted);
        return new Tiles(groups, strips);
    }

    /** The work-items of one product. */
    int items() {
        return groups * strips;
    }
}
