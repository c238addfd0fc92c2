package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;

/** Sums, products, quotients and transposes of values, and when their types fit. */
final class ValueArithmetic {
    private final Context context;

    ValueArithmetic(Context context) {
        this.context = context;
    }

    Value apply(Formula.Binary formula, Value a, Value b) {
        return switch (formula.infix()) {
            case PLUS, MINUS -> sum(formula, a, b);
            case TIMES -> product(formula, a, b);
            case OVER -> quotient(formula, a, b);
            case DOT_TIMES, DOT_OVER -> entryByEntry(formula, a, b);
        };
    }

    private Value sum(Formula.Binary formula, Value left, Value right) {
        boolean plus = formula.infix() == Formula.Infix.PLUS;
        Value a = fitted(left, right.type());
        Value b = fitted(right, left.type());
        if (!a.type().equals(b.type())) {
            throw mismatch(formula, plus ? "these cannot be added" : "these cannot be subtracted", a, b, sumHint(a, b));
        }
        Degree degree = a.degree().max(b.degree());
        Tensor sum;
        if (a.type().isNumber() && b.literal().isPresent()) {
            sum = Ops.shift(
                    a.tensor(), plus ? b.literal().getAsDouble() : -b.literal().getAsDouble());
        } else if (a.type().isNumber() && a.literal().isPresent() && plus) {
            sum = Ops.shift(b.tensor(), a.literal().getAsDouble());
        } else {
            sum = plus ? Ops.add(a.tensor(), b.tensor()) : Ops.subtract(a.tensor(), b.tensor());
        }
        return ExponentialSums.sum(context, a, b, plus, new Value(sum, a.type(), degree));
    }

    private static String sumHint(Value a, Value b) {
        ValueType s = a.type();
        ValueType t = b.type();
        if ((s.isColumn() && t.isMatrix()) || (s.isMatrix() && t.isColumn())) {
            ValueType matrix = s.isMatrix() ? s : t;
            return matrix.rows().equals(Dimension.ONE) ? "one is a column, the other a row: transpose one" : "";
        }
        if (s.isNumber() || t.isNumber()) {
            return s.isMatrix() || t.isMatrix()
                    ? "a number and a matrix: write c I"
                    : "a number and a vector: write c ones(d)";
        }
        return "";
    }

    /** The written 0 and multiples of I in the type of their neighbour, where that determines it. */
    Value fitted(Value value, ValueType type) {
        if (value.type().equals(type) || type.isIdentity()) {
            return value;
        }
        if (value.isZero() && value.type().isNumber()) {
            return Value.of(context.zeros(type), type);
        }
        return value.type().isIdentity() && type.isSquare()
                ? new Value(matrix(value, type), type, value.degree())
                : value;
    }

    /** c I as a matrix. */
    private Tensor matrix(Value multiple, ValueType type) {
        return Ops.multiply(multiple.tensor(), context.identity(context.size(type.rows())));
    }

    Value product(Formula.Binary formula, Value a, Value b) {
        return ExponentialSums.product(
                context, a, b, (left, right) -> plainProduct(formula, left, right), plainProduct(formula, a, b));
    }

    private Value plainProduct(Formula.Binary formula, Value a, Value b) {
        Degree degree = a.degree().plus(b.degree());
        ValueType s = a.type();
        ValueType t = b.type();
        if (s.isNumber() || t.isNumber()) {
            return new Value(scaled(a, b), s.isNumber() ? t : s, degree);
        }
        if (s.isIdentity()) {
            return new Value(Ops.multiply(a.tensor(), b.tensor()), t, degree);
        }
        if (t.isIdentity() && s.isMatrix()) {
            return new Value(Ops.multiply(a.tensor(), b.tensor()), s, degree);
        }
        if (s.isMatrix() && t.isColumn() && s.columns().equals(t.rows())) {
            Tensor product = Ops.matmul(a.tensor(), asColumn(b.tensor()));
            return s.rows().equals(Dimension.ONE)
                    ? new Value(Ops.reshape(product, Shape.SCALAR), ValueType.NUMBER, degree)
                    : new Value(flat(product), ValueType.column(s.rows()), degree);
        }
        if (s.isColumn() && t.isMatrix() && t.rows().equals(Dimension.ONE)) {
            return new Value(
                    Ops.multiply(asColumn(a.tensor()), b.tensor()), ValueType.matrix(s.rows(), t.columns()), degree);
        }
        if (s.isMatrix() && t.isMatrix() && s.columns().equals(t.rows())) {
            return new Value(Ops.matmul(a.tensor(), b.tensor()), ValueType.matrix(s.rows(), t.columns()), degree);
        }
        throw mismatch(formula, "these cannot be multiplied", a, b, productHint(formula, s, t));
    }

    private static Tensor scaled(Value a, Value b) {
        if (a.literal().isPresent()) {
            return Ops.scale(b.tensor(), a.literal().getAsDouble());
        }
        return b.literal().isPresent()
                ? Ops.scale(a.tensor(), b.literal().getAsDouble())
                : Ops.multiply(a.tensor(), b.tensor());
    }

    private static String productHint(Formula.Binary formula, ValueType s, ValueType t) {
        String x = FormulaText.of(formula.left());
        String y = FormulaText.of(formula.right());
        if (s.isColumn() && t.isColumn()) {
            return "inner product: " + x + "' " + y + "; outer product: " + x + " " + y + "'; entry by entry: " + x
                    + " .* " + y;
        }
        if (s.isColumn() && t.isMatrix()) {
            return s.rows().equals(t.rows()) ? x + "' " + y + " is a row; " + y + " " + x + " a column" : "";
        }
        if (s.isMatrix()
                && t.isMatrix()
                && s.columns().equals(t.columns())
                && !t.rows().equals(Dimension.ONE)) {
            return x + " " + y + "' would fit";
        }
        return s.isMatrix() && t.isColumn() && s.rows().equals(t.rows()) ? x + "' " + y + " would fit" : "";
    }

    private Value quotient(Formula.Binary formula, Value a, Value b) {
        if (!b.type().isNumber()) {
            throw mismatch(
                    formula,
                    "only a number can stand below the line",
                    a,
                    b,
                    b.type().isMatrix()
                            ? "write inv(" + FormulaText.of(formula.right()) + ")"
                            : "write ./ for entry by entry");
        }
        if (a.literal().isPresent() && b.literal().isPresent() && !a.isZero()) {
            return context.literal(a.literal().getAsDouble() / b.literal().getAsDouble());
        }
        Degree degree = b.degree().isNone() ? a.degree() : Degree.NOT_POLYNOMIAL;
        return ExponentialSums.quotient(context, a, b, new Value(Ops.divide(a.tensor(), b.tensor()), a.type(), degree));
    }

    private static Value entryByEntry(Formula.Binary formula, Value a, Value b) {
        if (!a.type().equals(b.type())) {
            throw mismatch(formula, formula.infix().sign() + " works entry by entry on equal shapes", a, b, "");
        }
        return formula.infix() == Formula.Infix.DOT_TIMES
                ? new Value(
                        Ops.multiply(a.tensor(), b.tensor()),
                        a.type(),
                        a.degree().plus(b.degree()))
                : new Value(
                        Ops.divide(a.tensor(), b.tensor()),
                        a.type(),
                        b.degree().isNone() ? a.degree() : Degree.NOT_POLYNOMIAL);
    }

    private static FormulaException mismatch(Formula.Binary formula, String what, Value a, Value b, String hint) {
        return new FormulaException(
                formula.span(),
                what + ": '" + FormulaText.of(formula.left()) + "' is " + a.type() + ", '"
                        + FormulaText.of(formula.right()) + "' is " + b.type(),
                hint);
    }

    static Value negated(Value a) {
        return a.literal().isPresent() && !a.isZero()
                ? new Value(
                        Ops.negate(a.tensor()),
                        a.type(),
                        Degree.NONE,
                        OptionalDouble.of(-a.literal().getAsDouble()),
                        Optional.empty())
                : new Value(Ops.negate(a.tensor()), a.type(), a.degree());
    }

    static Value transposed(Value a) {
        if (a.type() instanceof ValueType.Column column) {
            Shape row = a.tensor().shape().withFirst(1);
            return new Value(Ops.reshape(a.tensor(), row), ValueType.matrix(Dimension.ONE, column.size()), a.degree());
        }
        if (a.type() instanceof ValueType.Matrix matrix) {
            return matrix.isRow()
                    ? new Value(flat(a.tensor()), ValueType.column(matrix.columns()), a.degree())
                    : new Value(
                            Ops.transpose(a.tensor()), ValueType.matrix(matrix.columns(), matrix.rows()), a.degree());
        }
        return a;
    }

    /** |a|: of a number its absolute value, of a vector or matrix the root of the sum of squares. */
    Value norm(Value a) {
        Degree degree = context.ofFunction(a, a.tensor().shape().size() == 1);
        if (a.type().isNumber()) {
            return new Value(Ops.abs(a.tensor()), ValueType.NUMBER, degree);
        }
        if (context.known.isAsWritten) {
            return new Value(Ops.norm(a.tensor(), a.tensor().shape().rank()), ValueType.NUMBER, degree);
        }
        Tensor square = Ops.sum(Ops.multiply(a.tensor(), a.tensor()));
        return new Value(Ops.sqrt(square), ValueType.NUMBER, degree)
                .withForm(new Value.RootOf(
                        new Value(square, ValueType.NUMBER, a.degree().times(2))));
    }

    static Tensor asColumn(Tensor vector) {
        return Ops.reshape(vector, Shape.of(vector.shape().size(), 1));
    }

    static Tensor flat(Tensor tensor) {
        return Ops.reshape(tensor, Shape.of(tensor.shape().size()));
    }
}
