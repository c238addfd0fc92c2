package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.tensor.Tensor;
import java.util.List;

/** The density of normal distributions and its logarithm, by the Cholesky factor of the covariance. */
final class NormalDensity {
    private static final double LOG_2_PI = StrictMath.log(2 * Math.PI);

    private final Context context;

    NormalDensity(Context context) {
        this.context = context;
    }

    /** pdf_normal(x; m, C) or its logarithm. */
    Value of(Formula formula, String name, List<Value> values) {
        FunctionLibrary.requireArity(formula, name, values, 3);
        Value x = values.get(0);
        Value m = values.get(1).isZero() && !x.type().isNumber()
                ? Value.of(context.zeros(x.type()), x.type())
                : values.get(1);
        if (!x.type().equals(m.type()) || (!x.type().isNumber() && !x.type().isColumn())) {
            throw new FormulaException(formula.span(), "the point is " + x.type() + ", the mean " + m.type(), "");
        }
        Value c = values.get(2);
        Tensor exponent = x.type().isNumber() ? ofNumber(formula, x, m, c) : ofColumn(formula, x, m, c);
        Degree degree = c.degree().isNone() ? x.degree().max(m.degree()).times(2) : Degree.NOT_POLYNOMIAL;
        Value logarithm = new Value(exponent, ValueType.NUMBER, degree);
        return name.equals("logpdf_normal")
                ? logarithm
                : new Value(Ops.exp(exponent), ValueType.NUMBER, Degree.nonlinear(x.degree(), m.degree(), c.degree()))
                        .withForm(new Value.ExponentialOf(logarithm));
    }

    private static Tensor ofNumber(Formula formula, Value x, Value m, Value c) {
        if (!c.type().isNumber()) {
            throw new FormulaException(formula.span(), "the variance is " + c.type() + ", the point a number", "");
        }
        Tensor r = Ops.subtract(x.tensor(), m.tensor());
        Tensor square = Ops.divide(Ops.multiply(r, r), c.tensor());
        return Ops.scale(Ops.shift(Ops.add(square, Ops.log(c.tensor())), LOG_2_PI), -0.5);
    }

    private Tensor ofColumn(Formula formula, Value x, Value m, Value covariance) {
        Dimension d = x.type().rows();
        Value c = sized(covariance, d);
        if (!c.type().equals(ValueType.square(d))) {
            throw new FormulaException(
                    formula.span(),
                    "the covariance is " + c.type() + ", the point " + x.type(),
                    "write " + (c.type().isNumber() ? "s^2 I" : "a matrix of R^(d,d)"));
        }
        return logarithm(Ops.subtract(x.tensor(), m.tensor()), c.tensor());
    }

    private Value sized(Value covariance, Dimension d) {
        return covariance.type().isIdentity()
                ? new ValueArithmetic(context).fitted(covariance, ValueType.square(d))
                : covariance;
    }

    /** The logarithm of N(r; 0, C). */
    static Tensor logarithm(Tensor r, Tensor covariance) {
        Tensor factor = Ops.cholesky(covariance);
        Tensor z = Ops.matmul(Ops.triangularInverse(factor), ValueArithmetic.asColumn(r));
        Tensor squares = Ops.scale(Ops.sum(Ops.multiply(z, z)), -0.5);
        Tensor logs = Ops.sum(Ops.log(Ops.diagonal(factor)));
        return Ops.shift(
                Ops.subtract(squares, logs), -0.5 * LOG_2_PI * r.shape().size());
    }
}
