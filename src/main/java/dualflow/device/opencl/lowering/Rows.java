package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;

/**
 * How kernels for CPUs share out rows of numbers: a work-item takes some whole rows, or a part of a long one; {@code
 * opencl/include/common.cl} has the loops.
 *
 * @param count how many rows there are
 * @param rows how many a work-item takes
 * @param part how many numbers of a row it takes, the row's length or less
 * @param items how many work-items there are
 */
record Rows(int count, int rows, int part, int items) {
    /** About how many numbers a work-item takes. */
    static final int NUMBERS = 2048;

    /**
     * Shares out rows.
     *
     * @param count how many rows there are
     * @param length how many numbers a row has, at least 1
     * @return so that each work-item has about 2048 numbers
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
