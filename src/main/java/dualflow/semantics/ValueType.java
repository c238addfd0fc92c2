package dualflow.semantics;

import dualflow.syntax.Dimension;

/** The symbolic type of a value: its axes are sizes such as d + 1, not numbers. */
@SuppressWarnings(
        "ClassInitializationDeadlock") // the records have no initialization of their own that could wait for this one's
sealed interface ValueType {
    /** A number, R. */
    ValueType NUMBER = new Scalar();

    /** A multiple of an identity whose size is not known yet. */
    ValueType IDENTITY = new IdentityMultiple();

    /** A number. */
    record Scalar() implements ValueType {
        @Override
        public String toString() {
            return "R";
        }
    }

    /** A column of R^size. */
    record Column(Dimension size) implements ValueType {
        @Override
        public String toString() {
            return size.isSingle() ? "R^" + size : "R^(" + size + ")";
        }
    }

    /** A matrix of R^(rows,columns); one row makes it a row. */
    record Matrix(Dimension rows, Dimension columns) implements ValueType {
        boolean isRow() {
            return rows.equals(Dimension.ONE);
        }

        @Override
        public String toString() {
            return "R^(" + rows + "," + columns + ")";
        }
    }

    /** c I of any size. */
    record IdentityMultiple() implements ValueType {
        @Override
        public String toString() {
            return "a multiple of I";
        }
    }

    /** A column of R^size. */
    static ValueType column(Dimension size) {
        return new Column(size);
    }

    /** A matrix of R^(rows,columns). */
    static ValueType matrix(Dimension rows, Dimension columns) {
        return new Matrix(rows, columns);
    }

    /** A square matrix. */
    static ValueType square(Dimension size) {
        return new Matrix(size, size);
    }

    default boolean isNumber() {
        return equals(NUMBER);
    }

    default boolean isIdentity() {
        return equals(IDENTITY);
    }

    default boolean isColumn() {
        return this instanceof Column;
    }

    default boolean isMatrix() {
        return this instanceof Matrix;
    }

    /** Whether it is a square matrix of known size. */
    default boolean isSquare() {
        return this instanceof Matrix matrix && matrix.rows().equals(matrix.columns());
    }

    /** The size of a column, or the rows of a matrix. */
    default Dimension rows() {
        return this instanceof Matrix matrix ? matrix.rows() : ((Column) this).size();
    }

    /** The columns of a matrix. */
    default Dimension columns() {
        return ((Matrix) this).columns();
    }
}
