package dualflow.check;

import dualflow.semantics.DrawKeys;
import dualflow.semantics.Monomials;
import dualflow.semantics.Quantity;
import dualflow.syntax.Symbol;
import dualflow.syntax.Symbol.FunctionType;
import dualflow.syntax.Symbol.Given;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** How far from simple a draw is: 0 for 0 (for I, where a matrix is regular), 1 for 1, 2 for -1, 1/2 and 2, 3 for one decimal, 6 otherwise. */
final class Simplicity {
    private static final double DECIMAL = 3;
    private static final double ANY = 6;
    /** By this, -1 costs more than 1. */
    private static final double NEGATIVE = 0.1;
    /** By this, a term of higher degree costs more. */
    private static final double DEGREE = 0.3;

    private static final double NETWORK = 300;
    private static final double NEARLY = 1e-12;

    private Simplicity() {}

    /** The cost of all quantities that no condition sets. */
    static double cost(ClaimInputs inputs, Map<String, Quantity> row) {
        double cost = 0;
        for (Given given : inputs.free()) {
            cost += given.type() instanceof FunctionType
                    ? functionCost(inputs.isNetwork(given), given.name(), row)
                    : valueCost(((Simple) given.type()).kind(), row.get(given.name()));
        }
        for (Symbol.Random points : inputs.points()) {
            double[] at = row.get(points.name() + DrawKeys.POINTS).values();
            double[] weights = row.get(points.name() + DrawKeys.WEIGHTS).values();
            cost += sum(at, Simplicity::entry) + negatives(at) + (isUniform(weights) ? 0 : ANY * weights.length);
        }
        return cost;
    }

    private static double functionCost(boolean isNetwork, String name, Map<String, Quantity> row) {
        if (isNetwork) {
            double[] linear = row.get(name + DrawKeys.LINEAR).values();
            return sum(row.get(name + DrawKeys.OUTER).values(), weight -> weight == 0 ? 0 : ANY)
                    + sum(linear, Simplicity::entry)
                    + sum(row.get(name + DrawKeys.CONSTANT).values(), Simplicity::entry)
                    + negatives(linear);
        }
        if (Arrays.stream(row.get(name + DrawKeys.MIX).values()).min().orElse(1) < 1) {
            return NETWORK;
        }
        Quantity polynomial = row.get(name + DrawKeys.POLYNOMIAL);
        double[] coefficients = polynomial.values();
        int count = polynomial.shape().dim(-1);
        int[] degrees = Monomials.degrees(Monomials.arguments(count));
        double cost = sum(coefficients, Simplicity::entry) + negatives(coefficients);
        for (int i = 0; i < coefficients.length; i++) {
            cost += coefficients[i] == 0 ? 0 : DEGREE * degrees[i % count];
        }
        return cost;
    }

    private static double valueCost(Kind kind, Quantity quantity) {
        double[] values = quantity.values();
        return switch (kind) {
            case SPD, ORTH, LOWER ->
                sum(Members.map(quantity, 2, Simplicity::minusIdentity).values(), Simplicity::entry)
                        + negatives(values);
            case SIMPLEX -> isUniform(values) ? 0 : 2 * sum(values, Simplicity::entry);
            case TIME -> sum(values, t -> t == 0.5 ? 0 : 4 * t == Math.rint(4 * t) ? 1 : hasOneDecimal(t) ? 2 : ANY);
            case POSITIVE -> sum(values, x -> x == 1 ? 0 : x == 2 || x == 0.5 ? 1 : hasOneDecimal(x) ? DECIMAL : ANY);
            case INDEX -> sum(values, i -> i);
            default -> sum(values, Simplicity::entry) + negatives(values);
        };
    }

    private static double[] minusIdentity(double[] matrix, int[] dims) {
        double[] difference = matrix.clone();
        for (int i = 0; i < dims[0]; i++) {
            difference[i * dims[0] + i] -= 1;
        }
        return difference;
    }

    static double entry(double x) {
        double size = Math.abs(x);
        return size == 0 ? 0 : size == 1 ? 1 : size == 0.5 || size == 2 ? 2 : hasOneDecimal(size) ? DECIMAL : ANY;
    }

    private static boolean hasOneDecimal(double x) {
        return Math.abs(10 * x - Math.rint(10 * x)) < NEARLY;
    }

    static boolean isUniform(double[] weights) {
        return Arrays.stream(weights).max().orElse(0)
                        - Arrays.stream(weights).min().orElse(0)
                < NEARLY;
    }

    private static double negatives(double[] values) {
        return sum(values, x -> x < 0 ? NEGATIVE : 0);
    }

    private static double sum(double[] values, DoubleUnaryOperator cost) {
        return Arrays.stream(values).map(cost).sum();
    }
}
