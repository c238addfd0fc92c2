package dualflow.expression;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The functions that an expression may call, by name: each is one op. */
final class Functions {

    /**
     * A function.
     *
     * @param arity the number of its arguments
     */
    record Function(int arity, java.util.function.Function<List<Tensor>, Tensor> body) {
        Tensor on(List<Tensor> arguments) {
            return body.apply(arguments);
        }
    }

    private static final Map<String, Function> BY_NAME = new TreeMap<>();

    static {
        unary("abs", Ops::abs);
        unary("cos", Ops::cos);
        unary("erf", Ops::erf);
        unary("exp", Ops::exp);
        unary("expm1", Ops::expm1);
        unary("log", Ops::log);
        unary("log1p", Ops::log1p);
        binary("max", Ops::maximum);
        binary("min", Ops::minimum);
        binary("pow", Ops::pow);
        unary("reciprocal", Ops::reciprocal);
        unary("relu", Ops::relu);
        unary("sigmoid", Ops::sigmoid);
        unary("sin", Ops::sin);
        unary("softplus", Ops::softplus);
        unary("sqrt", Ops::sqrt);
        unary("tanh", Ops::tanh);
    }

    private Functions() {}

    private static void unary(String name, UnaryOperator<Tensor> op) {
        BY_NAME.put(name, new Function(1, x -> op.apply(x.get(0))));
    }

    private static void binary(String name, BinaryOperator<Tensor> op) {
        BY_NAME.put(name, new Function(2, x -> op.apply(x.get(0), x.get(1))));
    }

    /** The function with a name, or null. */
    static Function of(String name) {
        return BY_NAME.get(name);
    }

    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }
}
