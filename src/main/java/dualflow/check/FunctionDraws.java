package dualflow.check;

import dualflow.semantics.DrawKeys;
import dualflow.semantics.Monomials;
import dualflow.semantics.Quantity;
import dualflow.semantics.TypeShapes;
import dualflow.syntax.Symbol.FunctionType;
import dualflow.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Draws of functions: the coefficients of a cubic and of a network of tanh units, and which of the two the function is. */
final class FunctionDraws {
    /** By degree. */
    private static final double[] SPREAD = {0.7, 0.8, 0.5, 0.25};

    private FunctionDraws() {}

    /** The quantities of one function, by what is behind its name in their keys. */
    static Map<String, Quantity> draw(
            FunctionType type, Map<String, Integer> sizes, RandomNumbers random, DrawMode mode) {
        int n = TypeShapes.arguments(type, sizes);
        int m = TypeShapes.results(type, sizes);
        int[] degrees = Monomials.degrees(n);
        int count = degrees.length;
        double[] polynomial = new double[m * count];
        double[] outer = new double[m * DrawKeys.UNITS];
        double[] linear = new double[m * n];
        double[] constant = new double[m];
        double mix = 1;
        double[] inner = random.normals(DrawKeys.UNITS * n, 1);
        double[] bias = random.normals(DrawKeys.UNITS, 0.5);
        switch (mode) {
            case GENERIC -> {
                for (int i = 0; i < polynomial.length; i++) {
                    polynomial[i] = SPREAD[degrees[i % count]] * random.normal();
                }
                outer = random.normals(m * DrawKeys.UNITS, 0.8);
                linear = random.normals(m * n, 0.5);
                constant = random.normals(m, 0.5);
                mix = random.chance(0.5) ? 1 : 0;
            }
            case LATTICE -> {
                fillSparsely(polynomial, 2.0 / count, random);
                fillSparsely(linear, 1.0 / n, random);
                constant = random.picks(m, 0, 0, 1);
            }
            case EDGE -> {
                if (random.chance(0.5)) {
                    for (int i = 0; i < polynomial.length; i++) {
                        polynomial[i] = degrees[i % count] == 1 ? 1 : 0;
                    }
                }
            }
        }
        Map<String, Quantity> function = new LinkedHashMap<>();
        function.put(DrawKeys.POLYNOMIAL, new Quantity(Shape.of(m, count), polynomial));
        function.put(DrawKeys.INNER, new Quantity(Shape.of(DrawKeys.UNITS, n), inner));
        function.put(DrawKeys.BIAS, new Quantity(Shape.of(DrawKeys.UNITS), bias));
        function.put(DrawKeys.OUTER, new Quantity(Shape.of(m, DrawKeys.UNITS), outer));
        function.put(DrawKeys.LINEAR, new Quantity(Shape.of(m, n), linear));
        function.put(DrawKeys.CONSTANT, new Quantity(Shape.of(m), constant));
        function.put(DrawKeys.MIX, Quantity.of(mix));
        return function;
    }

    private static void fillSparsely(double[] coefficients, double density, RandomNumbers random) {
        Arrays.setAll(coefficients, i -> random.chance(density) ? random.pick(1, -1, 2) : 0);
    }
}
