package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;

/** Indices as numbers of a tensor; {@code opencl/include/indices.cl} has the same. */
final class Indices {
    private Indices() {}

    /** The row that an index names, or -1 where it is not a whole number from 0 to rows - 1. */
    static int row(double index, int rows) {
        int row = (int) index;
        return row == index && row >= 0 && row < rows ? row : -1;
    }

    static int row(float index, int rows) {
        int row = (int) index;
        return row == index && row >= 0 && row < rows ? row : -1;
    }

    /** Refuses as many indices as there are not rows. */
    static void requireOneForEachRow(Shape x, Shape indices) {
        if (x.dim(-2) != indices.dim(-1)) {
            throw new ShapeException(indices.dim(-1) + " indices are given for " + x.dim(-2) + " rows");
        }
    }
}
