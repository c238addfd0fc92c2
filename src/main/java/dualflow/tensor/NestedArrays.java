package dualflow.tensor;

import java.util.Arrays;

/** Rows of numbers and rows of rows, as row-major elements and back. */
final class NestedArrays {
    private NestedArrays() {}

    static Shape shape(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new ShapeException("row " + i + " holds " + rows[i].length + " numbers and row 0 " + columns
                        + "; the rows of a matrix are equally long");
            }
        }
        return Shape.of(rows.length, columns);
    }

    static Shape shape(double[][][] matrices) {
        Shape first = matrices.length == 0 ? Shape.of(0, 0) : shape(matrices[0]);
        for (int i = 0; i < matrices.length; i++) {
            Shape shape;
            try {
                shape = shape(matrices[i]);
            } catch (ShapeException e) {
                throw new ShapeException("in matrix " + i + ", " + e.reason());
            }
            if (!shape.equals(first)) {
                throw new ShapeException(
                        "matrix " + i + " has the shape " + shape + " and matrix 0 " + first + "; they must be alike");
            }
        }
        return first.withFirst(matrices.length);
    }

    static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    static double[] flat(double[][][] matrices) {
        return flat(Arrays.stream(matrices).flatMap(Arrays::stream).toArray(double[][]::new));
    }

    static double[][] rows(DeviceTensor x) {
        requireRank(x, 2, "rows");
        return rows(x.toDoubles(), x.shape().dim(-2), x.shape().dim(-1), 0);
    }

    static double[][][] matrices(DeviceTensor x) {
        requireRank(x, 3, "matrices");
        double[] numbers = x.toDoubles();
        int rows = x.shape().dim(-2);
        int columns = x.shape().dim(-1);
        double[][][] matrices = new double[x.shape().dim(-3)][][];
        for (int i = 0; i < matrices.length; i++) {
            matrices[i] = rows(numbers, rows, columns, i * rows * columns);
        }
        return matrices;
    }

    private static double[][] rows(double[] numbers, int count, int columns, int start) {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOfRange(numbers, start + i * columns, start + (i + 1) * columns);
        }
        return rows;
    }

    private static void requireRank(DeviceTensor x, int rank, String what) {
        if (x.shape().rank() != rank) {
            throw new ShapeException("a tensor of shape " + x.shape() + " was asked for its " + what + ", which take "
                    + rank + " axes; toDoubles gives the numbers of any shape");
        }
    }
}
