package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;

/**
 * How rows are divided among the work-items of CPU kernels: a work-item takes several whole rows, or a part of a long one; the loops are in
 * {@code opencl/include/common.cl}.
 *
 * @param count the number of rows
 * @param rows the number of rows per work-item
 * @param part the number of elements it takes of a row, at most the row's length
 * @param items the number of work-items
 */
record Rows(int count, int rows, int part, int items) {
    /** The approximate number of elements per work-item. */
    static final int NUMBERS = 2048;

    /**
     * Divides rows.
     *
     * @param count the number of rows
     * @param length the length of a row, at least 1
     * @return a division with about 2048 elements per work-item
     */
    static Rows of(int count, int length) {
        int rows = Math.max(1, NUMBERS / length);
        int part = Math.min(length, NUMBERS);
        int parts = (length + part - 1) / part;
        return new Rows(count, rows, part, (count + rows - 1) / rows * parts);
    }

    /** The kernel's last arguments: count, rows and part. */
    Arguments arguments() {
        return new Arguments().ints(count, rows, part);
    }
}
