package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;

/** Powers of numbers and matrices. */
final class Powers {
    private static final int MOST_FACTORS = 8;

    private Powers() {}

    static Value power(Context context, Formula.Power formula, Value base, Value exponent) {
        if (!exponent.type().isNumber()) {
            throw new FormulaException(
                    formula.exponent().span(),
                    "an exponent is a number, '" + FormulaText.of(formula.exponent()) + "' is " + exponent.type(),
                    "");
        }
        OptionalDouble written = written(formula.exponent());
        if (base.type().isNumber() || base.type().isIdentity()) {
            Optional<Value> number = number(base, exponent, written);
            if (number.isPresent()) {
                return number.get();
            }
        }
        if (base.type().isSquare() && written.isPresent()) {
            Optional<Tensor> matrix = matrix(context, base.tensor(), written.getAsDouble());
            if (matrix.isPresent()) {
                double p = written.getAsDouble();
                boolean polynomial = p > 0 && p == Math.rint(p);
                Degree degree = polynomial ? base.degree().times(p) : Degree.nonlinear(base.degree());
                return new Value(matrix.get(), base.type(), degree);
            }
        }
        String text = FormulaText.of(formula.base());
        throw new FormulaException(
                formula.span(),
                "'" + text + "' is " + base.type() + ": this power has no meaning",
                base.type().isColumn()
                        ? "|" + text + "|^2 is the squared norm, " + text + " .* " + text + " the square entry by entry"
                        : "matrices have the powers -1, 1/2, -1/2 and whole numbers");
    }

    /** The exponent where it is written as a number: 2, -1, 1/2 or -1/2. */
    private static OptionalDouble written(Formula exponent) {
        if (exponent instanceof Formula.Literal literal) {
            return OptionalDouble.of(literal.value());
        }
        if (exponent instanceof Formula.Negation negation) {
            OptionalDouble of = written(negation.of());
            return of.isPresent() ? OptionalDouble.of(-of.getAsDouble()) : of;
        }
        if (exponent instanceof Formula.Blend blend) {
            return written(blend.changed()); // a matrix has no powers between two of these
        }
        if (exponent instanceof Formula.Binary binary && binary.infix() == Formula.Infix.OVER) {
            OptionalDouble a = written(binary.left());
            OptionalDouble b = written(binary.right());
            return a.isPresent() && b.isPresent()
                    ? OptionalDouble.of(a.getAsDouble() / b.getAsDouble())
                    : OptionalDouble.empty();
        }
        return OptionalDouble.empty();
    }

    private static Optional<Value> number(Value base, Value exponent, OptionalDouble written) {
        if (written.isEmpty()) {
            return base.type().isNumber()
                    ? Optional.of(new Value(
                            Ops.pow(base.tensor(), exponent.tensor()),
                            ValueType.NUMBER,
                            Degree.nonlinear(base.degree(), exponent.degree())))
                    : Optional.empty();
        }
        double p = written.getAsDouble();
        if (p == 2 && base.form().orElse(null) instanceof Value.RootOf root) {
            return Optional.of(root.square());
        }
        if (p == Math.rint(p) && p >= 0) {
            return Optional.of(new Value(
                    whole(base.tensor(), (int) p, false, exponent.tensor()),
                    base.type(),
                    base.degree().times(p)));
        }
        Tensor power = p == 0.5 ? Ops.sqrt(base.tensor()) : Ops.pow(base.tensor(), exponent.tensor());
        return Optional.of(new Value(power, base.type(), Degree.nonlinear(base.degree())));
    }

    private static Optional<Tensor> matrix(Context context, Tensor a, double p) {
        if (p == 0.5) {
            return Optional.of(Ops.matrixSquareRoot(a));
        }
        if (p == -0.5) {
            return Optional.of(FunctionLibrary.inverse(context, Ops.matrixSquareRoot(a)));
        }
        if (p != Math.rint(p) || p == 0 || Math.abs(p) > MOST_FACTORS) {
            return Optional.empty();
        }
        return Optional.of(whole(p < 0 ? FunctionLibrary.inverse(context, a) : a, (int) Math.abs(p), true, null));
    }

    private static Tensor whole(Tensor a, int p, boolean isMatrix, Tensor exponent) {
        if (!isMatrix && (p == 0 || p > MOST_FACTORS)) {
            return Ops.pow(a, exponent);
        }
        Tensor power = a;
        for (int i = 1; i < p; i++) {
            power = isMatrix ? Ops.matmul(power, a) : Ops.multiply(power, a);
        }
        return power;
    }
}
