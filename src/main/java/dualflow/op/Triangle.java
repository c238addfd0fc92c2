package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;

/** Which numbers of a matrix are meant; the others are thought to be zero, whatever stands there. */
public enum Triangle {
    /** Those on the diagonal and below. */
    LOWER,
    /** All of them. */
    ALL,
    /** Those on the diagonal and above. */
    UPPER;

    /** What it is of the transposed matrix. */
    Triangle transposed() {
        return this == LOWER ? UPPER : this == UPPER ? LOWER : ALL;
    }

    /** The first column that is meant in a row. */
    int begin(int row) {
        return this == UPPER ? row : 0;
    }

    /** The column after the last one that is meant in a row, of so many columns. */
    int end(int row, int columns) {
        return this == LOWER ? Math.min(row + 1, columns) : columns;
    }

    static Shape requireSquare(Shape block) {
        if (block.dim(-2) != block.dim(-1)) {
            throw new ShapeException("the matrix has " + block.dim(-2) + " rows and " + block.dim(-1)
                    + " columns, a square one is needed");
        }
        return block;
    }
}
