package dualflow.device.opencl.lowering;

import dualflow.tensor.DType;

/**
 * How a product is divided among work-groups: each computes a tile of the result, and each of its work-items a part of that tile. No tiling
 * changes the order of a sum.
 *
 * @param rows the rows of a tile
 * @param columns its columns
 * @param terms the number of terms of its sums processed at a time, at most 32
 * @param itemRows the rows of a work-item, a multiple of 4 that divides the rows of the tile
 * @param itemColumns its columns, likewise
 */
public record Tiling(int rows, int columns, int terms, int itemRows, int itemColumns) {
    /**
     * The size of a work-group.
     *
     * @return the number of work-items
     */
    public int items() {
        return rows / itemRows * (columns / itemColumns);
    }

    /**
     * The local memory of a work-group, as {@code opencl/include/products.cl} lays it out: the terms of all rows, in fours with one more beside
     * them, and of all columns.
     *
     * @param dtype the format
     * @return bytes
     */
    public long localBytes(DType dtype) {
        return 4L * terms * (rows / 4 + 1 + columns / 4) * dtype.bytes();
    }

    /** The macros defined in the build of a kernel file. */
    String options() {
        return " -D TILE_ROWS=" + rows + " -D TILE_COLUMNS=" + columns + " -D TILE_TERMS=" + terms + " -D ITEM_ROWS="
                + itemRows + " -D ITEM_COLUMNS=" + itemColumns;
    }

    @Override
    public String toString() {
        return rows + "x" + columns + "x" + terms + "/" + itemRows + "x" + itemColumns;
    }
}
