package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Dimension;
import dualflow.syntax.FormulaException;
import dualflow.syntax.Symbol;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/** The normal random quantities as functions of one standard normal vector eps: mean + L eps with L L' the covariance. */
final class GaussianSources {
    private final Evaluator evaluator;
    private final Context context;
    private final List<Symbol.Random> sources;
    private final int dimension;

    /** Those among the sources, in a frame where the others are bound. */
    GaussianSources(Evaluator evaluator, List<Symbol.Random> sources, Frame frame) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
        this.sources = sources.stream()
                .filter(source -> source.distribution() instanceof Symbol.StandardNormal
                        || source.distribution() instanceof Symbol.Normal)
                .toList();
        int total = 0;
        Frame bound = frame;
        for (Symbol.Random source : this.sources) {
            ValueType type = type(source, bound);
            total += type.isNumber() ? 1 : context.size(type.rows());
            bound = bound.with(source.name(), new Value(context.zeros(type), type, Degree.LINEAR));
        }
        dimension = total;
    }

    /** The dimension of eps. */
    int dimension() {
        return dimension;
    }

    private ValueType type(Symbol.Random source, Frame frame) {
        return source.distribution() instanceof Symbol.StandardNormal standard
                ? ValueType.column(standard.size())
                : mean((Symbol.Normal) source.distribution(), frame).type();
    }

    private Value mean(Symbol.Normal normal, Frame frame) {
        Value mean = evaluator.value(normal.mean(), frame);
        if (mean.isZero()) {
            ValueType covariance = evaluator.value(normal.covariance(), frame).type();
            if (covariance.isMatrix()) {
                return evaluator.arithmetic().fitted(mean, ValueType.column(covariance.rows()));
            }
        }
        if (!mean.type().isNumber() && !mean.type().isColumn()) {
            throw new FormulaException(normal.span(), "the mean is " + mean.type(), "");
        }
        return mean;
    }

    /**
     * Binds the quantities.
     *
     * @param eps [dimension]; not used if the dimension is 0
     * @param degree that they have in eps
     */
    Frame bind(Tensor eps, Frame frame, Degree degree) {
        Frame bound = frame;
        int at = 0;
        for (Symbol.Random source : sources) {
            ValueType type = type(source, bound);
            int count = type.isNumber() ? 1 : context.size(type.rows());
            Tensor z = Ops.slice(eps, -1, at, count);
            at += count;
            Value value = source.distribution() instanceof Symbol.Normal normal
                    ? normal(normal, bound, z, degree)
                    : new Value(z, type, degree);
            bound = bound.with(source.name(), value);
        }
        return bound;
    }

    private Value normal(Symbol.Normal normal, Frame frame, Tensor z, Degree degree) {
        Value m = mean(normal, frame);
        Value c = evaluator.value(normal.covariance(), frame);
        Degree of = degree.max(m.degree());
        if (m.type().isNumber()) {
            if (!c.type().isNumber()) {
                throw new FormulaException(normal.span(), "the mean is a number, the variance " + c.type(), "");
            }
            Tensor scaled = Ops.multiply(Ops.sqrt(c.tensor()), Ops.reshape(z, Shape.SCALAR));
            return new Value(Ops.add(m.tensor(), scaled), ValueType.NUMBER, of);
        }
        Dimension d = m.type().rows();
        if (c.type().isIdentity()) {
            return new Value(Ops.add(m.tensor(), Ops.multiply(Ops.sqrt(c.tensor()), z)), m.type(), of);
        }
        if (!c.type().equals(ValueType.square(d))) {
            throw new FormulaException(normal.span(), "the mean is " + m.type() + ", the covariance " + c.type(), "");
        }
        Tensor factor = Ops.cholesky(c.tensor());
        Tensor moved = ValueArithmetic.flat(Ops.matmul(factor, ValueArithmetic.asColumn(z)));
        return new Value(Ops.add(m.tensor(), moved), m.type(), of);
    }
}
