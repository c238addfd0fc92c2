package dualflow.syntax;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A size: a linear expression in the names of dimensions with whole coefficients, such as d + 1. Immutable. What is beyond an int stops at its limits. */
public final class Dimension {
    /** The size of a number's only axis. */
    public static final Dimension ONE = of(1);

    private final SortedMap<String, Integer> terms;
    private final int constant;

    private Dimension(SortedMap<String, Integer> terms, int constant) {
        terms.values().removeIf(factor -> factor == 0);
        this.terms = terms;
        this.constant = constant;
    }

    /**
     * A constant.
     *
     * @param constant its value
     * @return the size
     */
    public static Dimension of(int constant) {
        return new Dimension(new TreeMap<>(), constant);
    }

    /**
     * A dimension that was declared.
     *
     * @param name its name
     * @return the size
     */
    public static Dimension of(String name) {
        return new Dimension(new TreeMap<>(Map.of(name, 1)), 0);
    }

    /**
     * The sum of two sizes.
     *
     * @param other the other one
     * @return this + other
     */
    public Dimension plus(Dimension other) {
        SortedMap<String, Integer> sum = new TreeMap<>(terms);
        other.terms.forEach((name, factor) -> sum.merge(name, factor, Dimension::sum));
        return new Dimension(sum, sum(constant, other.constant));
    }

    /**
     * A multiple.
     *
     * @param factor the factor
     * @return factor times this
     */
    public Dimension times(int factor) {
        SortedMap<String, Integer> product = new TreeMap<>();
        terms.forEach((name, each) -> product.put(name, product(factor, each)));
        return new Dimension(product, product(factor, constant));
    }

    /**
     * The difference of two sizes.
     *
     * @param other the other one
     * @return this - other
     */
    public Dimension minus(Dimension other) {
        return plus(other.times(-1));
    }

    /**
     * Its value.
     *
     * @param sizes a value for each dimension
     * @return the value
     */
    public int at(Map<String, Integer> sizes) {
        return terms.entrySet().stream()
                .mapToInt(term -> product(term.getValue(), sizes.get(term.getKey())))
                .reduce(constant, Dimension::sum);
    }

    private static int sum(int a, int b) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, (long) a + b));
    }

    private static int product(int a, int b) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, (long) a * b));
    }

    /**
     * The dimensions that occur.
     *
     * @return their names, with their factors
     */
    public SortedMap<String, Integer> terms() {
        return new TreeMap<>(terms);
    }

    /**
     * Whether it is one term, which needs no brackets.
     *
     * @return true for d, 2d or 3, false for d+1
     */
    public boolean isSingle() {
        return terms.size() + (constant == 0 ? 0 : 1) <= 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dimension size && terms.equals(size.terms) && constant == size.constant;
    }

    @Override
    public int hashCode() {
        return 31 * terms.hashCode() + constant;
    }

    /** As it is written, such as d+1. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        terms.forEach((name, factor) -> text.append(factor < 0 ? "-" : text.length() > 0 ? "+" : "")
                .append(Math.abs(factor) == 1 ? "" : Integer.toString(Math.abs(factor)))
                .append(name));
        if (constant != 0 || text.length() == 0) {
            text.append(constant > 0 && text.length() > 0 ? "+" : "").append(constant);
        }
        return text.toString();
    }
}
