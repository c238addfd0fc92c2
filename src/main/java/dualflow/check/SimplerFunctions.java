package dualflow.check;

import dualflow.semantics.DrawKeys;
import dualflow.semantics.Monomials;
import dualflow.semantics.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Simpler functions: with fewer monomials, and networks without their tanh units. */
final class SimplerFunctions {
    /** With more coefficients, no monomial is tried alone. */
    private static final int FEW_COEFFICIENTS = 60;

    private SimplerFunctions() {}

    /** The quantities that change. */
    static List<Map<String, Quantity>> of(String name, boolean isNetwork, Map<String, Quantity> row) {
        return isNetwork ? networks(name, row) : polynomials(name, row);
    }

    private static List<Map<String, Quantity>> networks(String name, Map<String, Quantity> row) {
        List<Map<String, Quantity>> all = new ArrayList<>();
        Map<String, Quantity> affine = Map.of(name + DrawKeys.OUTER, zero(row.get(name + DrawKeys.OUTER)));
        all.add(affine);
        all.add(SimplerDraws.with(affine, Map.of(name + DrawKeys.CONSTANT, zero(row.get(name + DrawKeys.CONSTANT)))));
        for (String key : List.of(name + DrawKeys.LINEAR, name + DrawKeys.CONSTANT)) {
            Quantity quantity = row.get(key);
            List<double[]> simpler = new ArrayList<>();
            simpler.add(new double[quantity.values().length]);
            simpler.add(SimplerDraws.rounded(quantity.values(), 1));
            for (int i = 0; i < quantity.values().length; i++) {
                SimplerDraws.addWith(simpler, quantity.values(), i, 0);
                SimplerDraws.addWith(simpler, quantity.values(), i, 1);
            }
            simpler.forEach(values -> all.add(Map.of(key, new Quantity(quantity.shape(), values))));
        }
        return all;
    }

    private static Quantity zero(Quantity quantity) {
        return new Quantity(quantity.shape(), new double[quantity.values().length]);
    }

    private static List<Map<String, Quantity>> polynomials(String name, Map<String, Quantity> row) {
        Quantity polynomial = row.get(name + DrawKeys.POLYNOMIAL);
        double[] p = polynomial.values();
        List<double[]> simpler = new ArrayList<>();
        simpler.add(p);
        simpler.add(new double[p.length]);
        for (int degree = 3; degree >= 0; degree--) {
            int without = degree;
            simpler.add(only(polynomial, each -> each != without).values());
        }
        for (int degree = 0; degree < 3; degree++) {
            int alone = degree;
            simpler.add(only(polynomial, each -> each == alone).values());
        }
        simpler.add(SimplerDraws.rounded(p, 1));
        simpler.add(SimplerDraws.rounded(p, 10));
        if (p.length <= FEW_COEFFICIENTS) {
            addSingleMonomials(simpler, polynomial);
        }
        for (int i = 0; i < p.length; i++) {
            SimplerDraws.addWith(simpler, p, i, 0);
        }
        for (int i = 0; i < p.length; i++) {
            if (p[i] != 0) {
                SimplerDraws.addWith(simpler, p, i, 1);
            }
        }
        Quantity mix = row.get(name + DrawKeys.MIX);
        Quantity ones = new Quantity(mix.shape(), SmallMatrices.filled(mix.values().length, 1));
        return simpler.stream()
                .map(values -> {
                    Map<String, Quantity> change = new LinkedHashMap<>();
                    change.put(name + DrawKeys.POLYNOMIAL, new Quantity(polynomial.shape(), values));
                    change.put(name + DrawKeys.MIX, ones);
                    return change;
                })
                .toList();
    }

    private static void addSingleMonomials(List<double[]> simpler, Quantity polynomial) {
        int[] degrees = degrees(polynomial);
        for (int degree = 1; degree <= 2; degree++) {
            for (int i = 0; i < polynomial.values().length; i++) {
                if (degrees[i % degrees.length] == degree) {
                    double[] alone = new double[polynomial.values().length];
                    alone[i] = 1;
                    simpler.add(alone);
                }
            }
        }
    }

    private static int[] degrees(Quantity polynomial) {
        return Monomials.degrees(Monomials.arguments(polynomial.shape().dim(-1)));
    }

    /** A polynomial's terms of some degrees. */
    static Quantity only(Quantity polynomial, IntPredicate degree) {
        int[] degrees = degrees(polynomial);
        double[] kept = polynomial.values().clone();
        Arrays.setAll(kept, i -> degree.test(degrees[i % degrees.length]) ? kept[i] : 0);
        return new Quantity(polynomial.shape(), kept);
    }
}
