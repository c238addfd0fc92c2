package dualflow.check;

import dualflow.semantics.DrawKeys;
import dualflow.semantics.Quantity;
import dualflow.syntax.Symbol;
import dualflow.syntax.Symbol.FunctionType;
import dualflow.syntax.Symbol.Given;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import dualflow.tensor.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sizes, numbers, vectors and matrices in the notation of claim files. */
final class QuantityText {
    private static final double LARGEST_WHOLE = 1e6;
    private static final int FEW_DIGITS = 4;
    private static final int MOST_DIGITS = 17;
    /** Entries so much smaller than the largest are shown as 0. */
    private static final double NOTHING = 1e-13;

    private QuantityText() {}

    /** A number: whole, 1/2, or with four digits. */
    static String number(double x) {
        return number(x, FEW_DIGITS);
    }

    private static String number(double x, int digits) {
        if (!Double.isFinite(x)) {
            return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
        }
        if (x == Math.rint(x) && Math.abs(x) < LARGEST_WHOLE) {
            return Long.toString((long) x);
        }
        if (Math.abs(x) == 0.5) {
            return x > 0 ? "1/2" : "-1/2";
        }
        String text = new BigDecimal(x)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toString();
        return text.replace("E+", "e").replace('E', 'e');
    }

    /** A number, [a, b] for a vector, [a, b; c, d] for a matrix. */
    static String of(Shape shape, double[] values) {
        return of(shape, values, FEW_DIGITS);
    }

    private static String of(Shape shape, double[] values, int digits) {
        double[] shown = withoutNoise(values);
        int columns = shape.rank() == 0 ? 1 : shape.dim(-1);
        if (shape.rank() == 0) {
            return number(shown[0], digits);
        }
        return IntStream.range(0, shown.length / columns)
                .mapToObj(i -> Arrays.stream(shown, i * columns, (i + 1) * columns)
                        .mapToObj(x -> number(x, digits))
                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; ", "[", "]"));
    }

    private static double[] withoutNoise(double[] values) {
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        return Double.isFinite(largest)
                ? Arrays.stream(values)
                        .map(x -> Math.abs(x) < NOTHING * largest ? 0 : x)
                        .toArray()
                : values;
    }

    /** Both sides, with entries that are rounding beside the larger of them as 0, and with so many digits that they differ. */
    static List<String> sides(Shape shape, double[] left, double[] right) {
        double[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        double[] shown = withoutNoise(both);
        List<String> sides = List.of();
        for (int digits = FEW_DIGITS; digits <= MOST_DIGITS; digits++) {
            sides = List.of(
                    of(shape, Arrays.copyOf(shown, left.length), digits),
                    of(shape, Arrays.copyOfRange(shown, left.length, shown.length), digits));
            if (!sides.get(0).equals(sides.get(1))) {
                break;
            }
        }
        return sides;
    }

    /** All sizes and quantities of a draw that no condition sets. */
    static String row(ClaimInputs inputs, Map<String, Integer> sizes, Map<String, Quantity> row) {
        List<String> all = new ArrayList<>();
        sizes.forEach((name, size) -> all.add(name + " = " + size));
        inputs.free().forEach(given -> all.addAll(quantity(inputs, given, row)));
        for (Symbol.Random points : inputs.points()) {
            Quantity at = row.get(points.name() + DrawKeys.POINTS);
            String members = of(at.shape(), at.values());
            Quantity weights = row.get(points.name() + DrawKeys.WEIGHTS);
            all.add(points.name() + " in {" + members.substring(1, members.length() - 1) + "} with weights "
                    + of(weights.shape(), weights.values()));
        }
        return String.join(", ", all);
    }

    /** The values of a given quantity, one for each member of a family. */
    static List<String> quantity(ClaimInputs inputs, Given given, Map<String, Quantity> row) {
        String name = given.name();
        if (given.type() instanceof FunctionType) {
            return FunctionText.of(given, inputs.isNetwork(given), row);
        }
        Quantity value = row.get(name);
        Kind kind = ((Simple) given.type()).kind();
        double[] values = kind == Kind.INDEX
                ? Arrays.stream(value.values()).map(i -> i + 1).toArray()
                : value.values();
        if (given.family().isEmpty() || value.shape().rank() == 1) {
            return List.of(name + " = " + of(value.shape(), values));
        }
        Shape member = value.shape().trailing(value.shape().rank() - 1);
        return IntStream.range(0, values.length / member.size())
                .mapToObj(i -> name + "[" + (i + 1) + "] = "
                        + of(member, Arrays.copyOfRange(values, i * member.size(), (i + 1) * member.size())))
                .toList();
    }
}
