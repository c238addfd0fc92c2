package dualflow.check;

import dualflow.semantics.DrawKeys;
import dualflow.semantics.Monomials;
import dualflow.semantics.Quantity;
import dualflow.syntax.Symbol.FunctionType;
import dualflow.syntax.Symbol.Given;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Drawn functions as formulas, such as f(x, t) = (x1 + t, x2^2). */
final class FunctionText {
    private static final int MOST_TERMS = 6;

    private FunctionText() {}

    /** A function, or each member of a family of functions. */
    static List<String> of(Given given, boolean isNetwork, Map<String, Quantity> row) {
        FunctionType type = (FunctionType) given.type();
        String arguments = type.names().stream().collect(Collectors.joining(", ", "(", ") = "));
        if (given.family().isEmpty()) {
            return List.of(given.name() + arguments + body(given, isNetwork, row, 0));
        }
        int members = row.get(given.name() + DrawKeys.MIX).values().length;
        return IntStream.range(0, members)
                .mapToObj(k -> given.name() + "[" + (k + 1) + "]" + arguments + body(given, isNetwork, row, k))
                .toList();
    }

    private static String body(Given given, boolean isNetwork, Map<String, Quantity> row, int member) {
        FunctionType type = (FunctionType) given.type();
        String name = given.name();
        double[] outer = values(row.get(name + DrawKeys.OUTER), 2, member);
        String body;
        if (isNetwork) {
            double[] linear = values(row.get(name + DrawKeys.LINEAR), 2, member);
            double[] constant = values(row.get(name + DrawKeys.CONSTANT), 1, member);
            body = affine(type, linear, constant)
                    + (Arrays.stream(outer).anyMatch(weight -> weight != 0) ? " + a tanh network" : "");
        } else if (row.get(name + DrawKeys.MIX).values()[member] < 1) {
            return "a tanh network";
        } else {
            Quantity polynomial = row.get(name + DrawKeys.POLYNOMIAL);
            body = polynomial(
                    type, values(polynomial, 2, member), polynomial.shape().dim(-1));
        }
        if (type.result().kind() == Kind.POSITIVE) {
            return body.equals("0") ? "1" : "exp(tanh(" + body + "))";
        }
        return body;
    }

    private static double[] values(Quantity quantity, int rank, int member) {
        int size = quantity.shape().trailing(rank).size();
        return Arrays.copyOfRange(quantity.values(), member * size, (member + 1) * size);
    }

    private static String affine(FunctionType type, double[] linear, double[] constant) {
        int n = linear.length / constant.length;
        List<int[]> monomials = Monomials.of(n);
        double[] coefficients = new double[constant.length * monomials.size()];
        for (int i = 0; i < coefficients.length; i++) {
            int[] factors = monomials.get(i % monomials.size());
            int result = i / monomials.size();
            coefficients[i] =
                    factors[2] == 0 ? constant[result] : factors[1] == 0 ? linear[result * n + factors[2] - 1] : 0;
        }
        return polynomial(type, coefficients, monomials.size());
    }

    private static String polynomial(FunctionType type, double[] coefficients, int count) {
        List<String> names = names(type, Monomials.arguments(count));
        List<int[]> monomials = Monomials.of(Monomials.arguments(count));
        List<String> results = new ArrayList<>();
        for (int from = 0; from < coefficients.length; from += count) {
            results.add(sum(Arrays.copyOfRange(coefficients, from, from + count), monomials, names));
        }
        return results.size() == 1 ? results.get(0) : "(" + String.join(", ", results) + ")";
    }

    private static String sum(double[] coefficients, List<int[]> monomials, List<String> names) {
        List<String> terms = IntStream.range(0, coefficients.length)
                .filter(i -> coefficients[i] != 0)
                .mapToObj(i -> term(coefficients[i], monomials.get(i), names))
                .toList();
        String sum = String.join(" + ", terms.subList(0, Math.min(terms.size(), MOST_TERMS)))
                .replace("+ -", "- ");
        return terms.isEmpty() ? "0" : sum + (terms.size() > MOST_TERMS ? " + ..." : "");
    }

    private static String term(double coefficient, int[] factors, List<String> names) {
        Map<String, Integer> powers = new LinkedHashMap<>();
        for (int factor : factors) {
            if (factor > 0) {
                powers.merge(names.get(factor - 1), 1, Integer::sum);
            }
        }
        String monomial = powers.entrySet().stream()
                .map(power -> power.getValue() == 1 ? power.getKey() : power.getKey() + "^" + power.getValue())
                .collect(Collectors.joining(" "));
        if (monomial.isEmpty()) {
            return QuantityText.number(coefficient);
        }
        return coefficient == 1
                ? monomial
                : coefficient == -1 ? "-" + monomial : QuantityText.number(coefficient) + " " + monomial;
    }

    /** The names of all numbers in the arguments: x1, x2 for the entries of a vector x of two. */
    private static List<String> names(FunctionType type, int n) {
        long scalars = type.arguments().stream().filter(each -> !isVector(each)).count();
        long vectors = type.arguments().size() - scalars;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < type.arguments().size(); i++) {
            String name = type.names().get(i);
            long count = isVector(type.arguments().get(i)) ? (n - scalars) / vectors : 1;
            for (int j = 1; j <= count; j++) {
                names.add(count == 1 ? name : name + j);
            }
        }
        while (names.size() < n) {
            names.add("z" + names.size());
        }
        return names;
    }

    private static boolean isVector(Simple type) {
        return switch (type.kind()) {
            case NUMBER, POSITIVE, TIME, SMALL, INDEX -> false;
            default -> true;
        };
    }
}
