package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Symbol;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Given functions: what stands for "any function" is a polynomial of degree 3 where its arguments are averaged over noise, since the mean is then
 * exact; a network of four tanh units with an affine part where it is a field that is followed in time, since polynomials blow up; else one or
 * the other, as it was drawn.
 */
final class DrawnFunctions {
    private final Evaluator evaluator;
    private final Context context;

    DrawnFunctions(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
    }

    /** The function of drawn numbers, found by the keys that {@link ClaimProgram} names. */
    Meaning.FunctionValue function(Symbol.Given given, Map<String, Tensor> numbers) {
        Symbol.FunctionType type = (Symbol.FunctionType) given.type();
        return new Meaning.FunctionValue(
                type.names(), given.name(), arguments -> value(given, type, numbers, arguments));
    }

    private Value value(
            Symbol.Given given, Symbol.FunctionType type, Map<String, Tensor> numbers, List<? extends Meaning> at) {
        Tensor z = null;
        Degree degree = Degree.NONE;
        for (int i = 0; i < at.size(); i++) {
            ValueType wanted = typeOf(type.arguments().get(i));
            Value argument = at.get(i) instanceof Meaning.Index index
                    ? evaluator.indexing().number(index)
                    : (Value) at.get(i);
            argument = argument.type().isIdentity() || argument.isZero()
                    ? evaluator.arithmetic().fitted(argument, wanted)
                    : argument;
            if (!argument.type().equals(wanted)) {
                throw new ArgumentException(
                        i,
                        "'" + given.name() + "' takes " + type.names().get(i) + " of " + wanted + ", here is "
                                + argument.type());
            }
            Tensor flat = ValueArithmetic.flat(argument.tensor());
            z = z == null ? flat : Ops.concat(z, flat, -1);
            degree = degree.max(argument.degree());
        }
        String name = given.name();
        if (!degree.isNone()) {
            context.uses.averaged().add(name);
        }
        Tensor y = numbers(name, numbers, z);
        return result(type.result(), y, degree.times(3));
    }

    private Tensor numbers(String name, Map<String, Tensor> p, Tensor z) {
        boolean averaged = context.uses.averaged().contains(name);
        boolean integrated = context.uses.integrated().contains(name);
        if (averaged) {
            return polynomial(name, p, z);
        }
        Tensor column = ValueArithmetic.asColumn(z);
        Tensor hidden = Ops.tanh(Ops.add(
                ValueArithmetic.flat(Ops.matmul(p.get(name + DrawKeys.INNER), column)), p.get(name + DrawKeys.BIAS)));
        Tensor net = Ops.add(
                Ops.add(
                        ValueArithmetic.flat(
                                Ops.matmul(p.get(name + DrawKeys.OUTER), ValueArithmetic.asColumn(hidden))),
                        ValueArithmetic.flat(Ops.matmul(p.get(name + DrawKeys.LINEAR), column))),
                p.get(name + DrawKeys.CONSTANT));
        return integrated ? net : Ops.where(p.get(name + DrawKeys.MIX), polynomial(name, p, z), net);
    }

    private Tensor polynomial(String name, Map<String, Tensor> p, Tensor z) {
        int n = z.shape().size();
        List<int[]> monomials = Monomials.of(n);
        Tensor one = context.fill(Shape.of(1), 1);
        Tensor factors = ValueArithmetic.asColumn(n == 0 ? one : Ops.concat(one, z, -1));
        Tensor products = null;
        for (int f = 0; f < 3; f++) {
            int factor = f;
            Tensor each =
                    Ops.gather(factors, monomials.stream().map(m -> m[factor]).toList());
            products = products == null ? each : Ops.multiply(products, each);
        }
        return ValueArithmetic.flat(Ops.matmul(p.get(name + DrawKeys.POLYNOMIAL), products));
    }

    private Value result(Symbol.Simple type, Tensor y, Degree degree) {
        ValueType of = typeOf(type);
        return switch (type.kind()) {
            case NUMBER, TIME -> new Value(Ops.reshape(y, Shape.SCALAR), of, degree);
            case POSITIVE -> new Value(Ops.exp(Ops.tanh(Ops.reshape(y, Shape.SCALAR))), of, Degree.nonlinear(degree));
            case VECTOR -> new Value(y, of, degree);
            case MATRIX -> new Value(Ops.reshape(y, context.shape(of)), of, degree);
            case SPD -> {
                int d = context.size(of.rows());
                Tensor g = Ops.reshape(y, context.shape(of));
                Tensor square = Ops.scale(Ops.matmul(g, Ops.transpose(g)), 1.0 / d);
                yield new Value(Ops.add(square, Ops.scale(context.identity(d), 0.4)), of, degree.times(2));
            }
            case SYM -> {
                Tensor g = Ops.reshape(y, context.shape(of));
                yield new Value(Ops.scale(Ops.add(g, Ops.transpose(g)), 0.5), of, degree);
            }
            default ->
                throw new ArgumentException(
                        0, "functions into " + type.kind().name().toLowerCase(Locale.ROOT) + " are not drawn");
        };
    }

    /** The type of a value of a declared type that is no function's. */
    static ValueType typeOf(Symbol.Simple type) {
        return switch (type.kind()) {
            case NUMBER, POSITIVE, TIME, SMALL, INDEX -> ValueType.NUMBER;
            case VECTOR, SIMPLEX, UNIT -> ValueType.column(type.sizes().get(0));
            case MATRIX -> ValueType.matrix(type.sizes().get(0), type.sizes().get(1));
            case SYM, SPD, SKEW, ORTH, LOWER -> ValueType.square(type.sizes().get(0));
        };
    }
}
