package dualflow.device.opencl.lowering;

/**
 * How work-groups share out a product: each makes a tile of the result, each of its work-items a part of that. No tiling changes the
 * order of a sum.
 *
 * @param rows the rows of a tile
 * @param columns its columns
 * @param terms how many terms of its sums are taken at a time, at most 32
 * @param itemRows the rows of a work-item, a multiple of 4 that divides those of the tile
 * @param itemColumns its columns, likewise
 */
public record Tiling(int rows, int columns, int terms, int itemRows, int itemColumns) {
    /**
     * The work-items of a group.
     *
     * @return how many
     */
    public int items() {
        return rows / itemRows * (columns / itemColumns);
    }

    /** What the build of a kernel file defines. */
    String options() {
        return " -D TILE_ROWS=" + rows + " -D TILE_COLUMNS=" + columns + " -D TILE_TERMS=" + terms + " -D ITEM_ROWS="
                + itemRows + " -D ITEM_COLUMNS=" + itemColumns;
    }

    @Override
    public String toString() {
        return rows + "x" + columns + "x" + terms + "/" + itemRows + "x" + itemColumns;
    }
}
