package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The built-in functions: each is one or a few ops. What {@code syntax} lists of them is their names, arities and descriptions. */
final class FunctionLibrary {
    private static final Map<String, UnaryOperator<Tensor>> ENTRY_BY_ENTRY = Map.ofEntries(
            Map.entry("exp", Ops::exp),
            Map.entry("expm1", Ops::expm1),
            Map.entry("log", Ops::log),
            Map.entry("log1p", Ops::log1p),
            Map.entry("sqrt", Ops::sqrt),
            Map.entry("sin", Ops::sin),
            Map.entry("cos", Ops::cos),
            Map.entry("tanh", Ops::tanh),
            Map.entry("sigmoid", Ops::sigmoid),
            Map.entry("softplus", Ops::softplus),
            Map.entry("relu", Ops::relu),
            Map.entry("erf", Ops::erf),
            Map.entry("abs", Ops::abs),
            Map.entry("reciprocal", Ops::reciprocal),
            Map.entry("sign", Ops::sign),
            Map.entry("lgamma", Ops::logGamma),
            Map.entry("gamma", Ops::gamma),
            Map.entry("digamma", Ops::digamma),
            Map.entry("atan", Ops::atan),
            Map.entry("asin", Ops::asin),
            Map.entry("acos", Ops::acos),
            Map.entry("tan", Ops::tan),
            Map.entry("sinh", Ops::sinh),
            Map.entry("cosh", Ops::cosh),
            Map.entry("log2", Ops::log2),
            Map.entry("cbrt", Ops::cbrt),
            Map.entry("ndtr", Ops::ndtr),
            Map.entry("logndtr", Ops::logNdtr),
            Map.entry("ndtri", Ops::ndtri),
            Map.entry("erfinv", Ops::erfinv),
            Map.entry("erfcx", Ops::erfcx),
            Map.entry("gelu", Ops::gelu),
            Map.entry("floor", Ops::floor),
            Map.entry("ceil", Ops::ceil),
            Map.entry("round", Ops::round));

    private static final List<String> KINKED = List.of("abs", "relu", "sign", "floor", "ceil", "round");

    private static final double MOST_ASYMMETRY = 1e-4; // of the largest entry, beyond rounding in either format

    private final Context context;

    FunctionLibrary(Context context) {
        this.context = context;
    }

    /**
     * Applies a built-in function.
     *
     * @param name its name; with a dot behind it, it is applied entry by entry to matrices too
     * @param formula where it stands, for messages
     * @param arguments the formulas of the arguments, for messages; may be empty
     * @param meanings the arguments' values
     */
    Value apply(String name, Formula formula, List<Formula> arguments, List<? extends Meaning> meanings) {
        List<Value> values = meanings.stream().map(Value.class::cast).toList();
        String undotted = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        String plain = undotted.equals("ln") ? "log" : undotted;
        if (ENTRY_BY_ENTRY.containsKey(plain)) {
            requireArity(formula, plain, values, 1);
            return entryByEntry(formula, plain, values.get(0), name.endsWith("."));
        }
        return switch (name) {
            case "norm" -> new ValueArithmetic(context).norm(one(formula, name, values));
            case "inv", "det", "logdet", "sqrtm", "expm", "logm", "chol", "lammax" ->
                ofSquare(name, square(formula, name, one(formula, name, values)));
            case "tr", "tril" -> linear(name, square(formula, name, one(formula, name, values)));
            case "diag" -> diagonal(formula, one(formula, name, values));
            case "mean", "total" -> total(formula, name, one(formula, name, values));
            case "softmax" -> softmax(formula, one(formula, name, values));
            case "rowsoftmax" -> rowSoftmax(formula, one(formula, name, values));
            case "solve" -> solve(formula, values);
            case "logpdf_normal", "pdf_normal" -> new NormalDensity(context).of(formula, name, values);
            case "min", "max" -> extreme(formula, name, values);
            case "pow" -> power(formula, values);
            case "atan2", "hypot", "dot" -> ofTwo(formula, name, values);
            default -> throw new FormulaException(formula.span(), "'" + name + "' cannot be used so", "");
        };
    }

    /** The argument of a function, or of a logarithm where that is no number NaN, so that its derivatives are not numbers either. */
    private Tensor argument(String function, Tensor x) {
        if (context.known.isAsWritten || !function.startsWith("log")) {
            return x;
        }
        Tensor of = function.equals("log1p") ? Ops.shift(x, 1) : x;
        Tensor negative = Ops.relu(Ops.negate(Ops.sign(of)));
        return Ops.where(negative, context.number(Double.NaN), x);
    }

    private Value power(Formula formula, List<Value> values) {
        requireArity(formula, "pow", values, 2);
        ValueType base = values.get(0).type();
        ValueType exponent = values.get(1).type();
        if ((!base.isNumber() && !base.isColumn()) || (!exponent.isNumber() && !exponent.equals(base))) {
            throw new FormulaException(
                    formula.span(),
                    "pow of " + base + " and " + exponent,
                    "it takes two numbers, or a vector and a number or vector");
        }
        return Powers.entryByEntry(context, values.get(0), values.get(1));
    }

    private static Value ofTwo(Formula formula, String name, List<Value> values) {
        requireArity(formula, name, values, 2);
        Value a = values.get(0);
        Value b = values.get(1);
        boolean isDot = name.equals("dot");
        if (!a.type().equals(b.type()) || !(a.type().isColumn() || (a.type().isNumber() && !isDot))) {
            throw new FormulaException(
                    formula.span(),
                    name + " of " + a.type() + " and " + b.type(),
                    isDot
                            ? "it takes two vectors of one length"
                            : "it takes two numbers, or two vectors of one length");
        }
        if (isDot) {
            Tensor product = Ops.sum(Ops.multiply(a.tensor(), b.tensor()));
            return new Value(product, ValueType.NUMBER, a.degree().plus(b.degree()));
        }
        Tensor result = name.equals("atan2") ? Ops.atan2(a.tensor(), b.tensor()) : Ops.hypot(a.tensor(), b.tensor());
        return new Value(result, a.type(), Degree.nonlinear(a.degree(), b.degree()));
    }

    private Value entryByEntry(Formula formula, String name, Value value, boolean dotted) {
        if (!dotted && (value.type().isMatrix() || value.type().isIdentity())) {
            throw new FormulaException(
                    formula.span(),
                    "'" + name + "' of " + value.type() + " can be read in two ways",
                    List.of("exp", "log", "sqrt").contains(name)
                            ? "write expm(A), logm(A), sqrtm(A) for functions of matrices"
                            : "apply it to vectors");
        }
        if (name.equals("log") && value.form().orElse(null) instanceof Value.ExponentialOf made) {
            return made.exponent();
        }
        Value result = new Value(
                ENTRY_BY_ENTRY.get(name).apply(argument(name, value.tensor())),
                value.type(),
                context.ofFunction(value, KINKED.contains(name)));
        if (value.degree().isNone() || !value.type().isNumber()) {
            return result;
        }
        return switch (name) {
            case "exp" -> result.withForm(new Value.ExponentialOf(value));
            case "sqrt" -> ExponentialSums.power(context, value, context.literal(0.5), result);
            default -> result;
        };
    }

    private Value ofSquare(String name, Value a) {
        Tensor x = a.tensor();
        Degree degree = Degree.nonlinear(a.degree());
        return switch (name) {
            case "inv" -> new Value(inverse(context, x), a.type(), degree);
            case "sqrtm" -> new Value(Ops.matrixSquareRoot(symmetric(x)), a.type(), degree);
            case "expm" -> new Value(Ops.matrixExponential(x), a.type(), degree);
            case "logm" -> new Value(Ops.matrixLogarithm(symmetric(x)), a.type(), degree);
            case "chol" -> new Value(Ops.cholesky(symmetric(x)), a.type(), degree);
            case "det" -> new Value(Ops.determinant(x), ValueType.NUMBER, degree);
            case "logdet" -> new Value(Ops.logDeterminant(x), ValueType.NUMBER, degree);
            default -> new Value(Ops.largestEigenvalue(x), ValueType.NUMBER, degree);
        };
    }

    /** A matrix for a function of symmetric ones: not a number where it is far from symmetric. */
    private Tensor symmetric(Tensor matrix) {
        if (context.isWithinOne() || matrix.shape().dim(-1) == 1) {
            return matrix;
        }
        Tensor value = matrix.stopGradient();
        Tensor skew = Ops.max(Ops.abs(Ops.subtract(value, Ops.transpose(value))), 2);
        Tensor limit = Ops.scale(Ops.max(Ops.abs(value), 2), MOST_ASYMMETRY);
        return Ops.where(Ops.relu(Ops.compare(skew, limit)), context.number(Double.NaN), matrix);
    }

    /**
     * The inverse; it is no number where rounding alone keeps the matrix from being singular, its condition number being above 1 / (4 d ulp).
     */
    static Tensor inverse(Context context, Tensor matrix) {
        Tensor inverse = Ops.inverse(matrix);
        if (context.isWithinOne()) {
            return inverse; // the many evaluations of a field need not look for singular matrices
        }
        int d = matrix.shape().dim(-1);
        Tensor largest =
                Ops.multiply(Ops.max(Ops.abs(matrix.stopGradient()), 2), Ops.max(Ops.abs(inverse.stopGradient()), 2));
        Tensor limit = context.number(1 / (4.0 * d * matrix.dtype().ulp()));
        Tensor singular = Ops.relu(Ops.compare(largest, limit));
        return Ops.where(singular, context.number(Double.NaN), inverse);
    }

    private Value linear(String name, Value a) {
        if (name.equals("tr")) {
            return new Value(Ops.sum(Ops.diagonal(a.tensor())), ValueType.NUMBER, a.degree());
        }
        int d = context.size(a.type().rows());
        Tensor lower = context.constant("lower " + d, () -> {
            double[] ones = new double[d * d];
            for (int i = 0; i < d; i++) {
                Arrays.fill(ones, i * d, i * d + i + 1, 1);
            }
            return context.tensor(Shape.of(d, d), ones);
        });
        return new Value(Ops.select(lower, a.tensor()), a.type(), a.degree());
    }

    private Value diagonal(Formula formula, Value a) {
        if (a.type() instanceof ValueType.Column column) {
            Tensor identity = context.identity(context.size(column.size()));
            return new Value(Ops.select(identity, a.tensor()), ValueType.square(column.size()), a.degree());
        }
        Value matrix = square(formula, "diag", a);
        return new Value(
                Ops.diagonal(matrix.tensor()), ValueType.column(matrix.type().rows()), matrix.degree());
    }

    private static Value total(Formula formula, String name, Value a) {
        if (!a.type().isColumn() && !a.type().isMatrix()) {
            throw new FormulaException(
                    formula.span(), "'" + name + "' takes a vector or matrix, this is " + a.type(), "");
        }
        Tensor sum = Ops.sum(a.tensor());
        int count = a.tensor().shape().size();
        Tensor result =
                name.equals("total") ? sum : Ops.divide(sum, sum.device().scalar(sum.dtype(), count));
        return new Value(result, ValueType.NUMBER, a.degree());
    }

    private Value softmax(Formula formula, Value a) {
        if (!a.type().isColumn()) {
            throw new FormulaException(
                    formula.span(),
                    "softmax takes a vector, this is " + a.type(),
                    "rowsoftmax(M) for the rows of a matrix");
        }
        return new Value(Ops.softmax(a.tensor(), 1), a.type(), context.ofFunction(a, false));
    }

    private static Value rowSoftmax(Formula formula, Value a) {
        if (!a.type().isMatrix()) {
            throw new FormulaException(formula.span(), "rowsoftmax takes a matrix, this is " + a.type(), "");
        }
        return new Value(Ops.softmax(a.tensor(), 1), a.type(), Degree.nonlinear(a.degree()));
    }

    private static Value solve(Formula formula, List<Value> values) {
        requireArity(formula, "solve", values, 2);
        Value a = square(formula, "solve", values.get(0));
        Value b = values.get(1);
        if ((!b.type().isColumn() && !b.type().isMatrix())
                || !b.type().rows().equals(a.type().rows())) {
            throw new FormulaException(formula.span(), "solve(A, b): A is " + a.type() + ", b is " + b.type(), "");
        }
        Tensor solution = b.type().isColumn()
                ? ValueArithmetic.flat(Ops.solve(a.tensor(), ValueArithmetic.asColumn(b.tensor())))
                : Ops.solve(a.tensor(), b.tensor());
        return new Value(solution, b.type(), a.degree().isNone() ? b.degree() : Degree.NOT_POLYNOMIAL);
    }

    private Value extreme(Formula formula, String name, List<Value> values) {
        if (values.size() == 1 && !values.get(0).type().isNumber()) {
            Value a = values.get(0);
            if (!a.type().isColumn()) {
                throw new FormulaException(
                        formula.span(), name + " takes a vector, or two of equal shape; this is " + a.type(), "");
            }
            return new Value(
                    name.equals("min") ? Ops.min(a.tensor(), 1) : Ops.max(a.tensor(), 1),
                    ValueType.NUMBER,
                    Degree.nonlinear(a.degree()));
        }
        requireArity(formula, name, values, 2);
        Value a = values.get(0);
        Value b = values.get(1);
        if (!a.type().equals(b.type())) {
            throw new FormulaException(formula.span(), name + " of " + a.type() + " and " + b.type(), "");
        }
        return new Value(
                name.equals("min") ? Ops.minimum(a.tensor(), b.tensor()) : Ops.maximum(a.tensor(), b.tensor()),
                a.type(),
                ofExtreme(a, b));
    }

    /** The greater of two is the second one and the positive part of the difference. */
    private Degree ofExtreme(Value a, Value b) {
        Degree degree = a.degree().max(b.degree());
        if (degree.isNone()) {
            return degree;
        }
        Degree positive = context.ofFunction(new Value(Ops.subtract(a.tensor(), b.tensor()), a.type(), degree), true);
        return new Degree(positive.total(), positive.rest() + degree.total());
    }

    private static Value one(Formula formula, String name, List<Value> values) {
        requireArity(formula, name, values, 1);
        return values.get(0);
    }

    static void requireArity(Formula formula, String name, List<Value> values, int... arities) {
        if (Arrays.stream(arities).noneMatch(arity -> arity == values.size())) {
            throw new FormulaException(
                    formula.span(),
                    "'" + name + "' takes "
                            + Arrays.stream(arities).mapToObj(Integer::toString).collect(Collectors.joining(" or "))
                            + " argument" + (arities.length == 1 && arities[0] == 1 ? "" : "s") + ", here are "
                            + values.size(),
                    "");
        }
    }

    private static Value square(Formula formula, String name, Value value) {
        if (value.type().isIdentity()) {
            throw new FormulaException(formula.span(), "the size of I is not known here", "write I(d)");
        }
        if (!value.type().isSquare()) {
            throw new FormulaException(
                    formula.span(), "'" + name + "' takes a square matrix, this is " + value.type(), "");
        }
        return value;
    }
}
