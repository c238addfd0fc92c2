package dualflow.syntax;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of the built-in functions and constants, and of the other names that the language has. */
public final class Builtins {
    /** What a built-in is. */
    public enum Kind {
        /** A function of numbers, taken entry by entry of vectors. */
        ELEMENTARY,
        /** Another function. */
        FUNCTION,
        /** A vector or matrix whose argument is a size, not a value. */
        SIZED,
        /** A number. */
        CONSTANT
    }

    /**
     * A built-in function or constant.
     *
     * @param name its name
     * @param kind what it is
     * @param arities the numbers of arguments that it takes
     * @param meaning one sentence
     * @param isReserved whether no quantity of a file may have its name; otherwise the declared one counts
     */
    public record Builtin(String name, Kind kind, List<Integer> arities, String meaning, boolean isReserved) {}

    /** Operators on functions: their names, which are followed by nothing or by _ and an argument. */
    public static final Set<String> OPERATORS = ordered("jac", "grad", "hess", "div", "lap", "partial", "jvp");

    /** Words that are followed by _ and an index or variable. */
    public static final Set<String> BINDERS = ordered("sum", "prod", "softmax", "logsumexp", "max", "integral");

    /** Words that are followed by a bracket [ and a random quantity. */
    public static final Set<String> MEANS = ordered("E", "Cov", "Var", "P");

    /** Names of simple types. */
    public static final Set<String> TYPES = ordered(
            "R", "time", "small", "index", "sym", "spd", "orth", "skew", "lower", "simplex", "unit", "map", "field");

    /** Names of distributions. */
    public static final Set<String> DISTRIBUTIONS =
            ordered("normal", "categorical", "points", "signs", "sphere", "uniform");

    private static final Set<String> OTHERS = Set.of("Cov", "Var", "O", "flow");
    private static final Map<String, Builtin> BY_NAME = new LinkedHashMap<>();

    static {
        elementary("exp", "The exponential.");
        elementary("expm1", "exp(x) - 1, accurate near 0.");
        elementary("log", "The natural logarithm, not defined below 0.");
        elementary("log1p", "log(1 + x), accurate near 0.");
        elementary("sqrt", "The square root, not defined below 0.");
        elementary("sin", "The sine.");
        elementary("cos", "The cosine.");
        elementary("tanh", "The hyperbolic tangent.");
        elementary("sigmoid", "1/(1 + exp(-x)).");
        elementary("softplus", "log(1 + exp(x)).");
        elementary("relu", "The larger of x and 0.");
        elementary("erf", "The error function.");
        elementary("abs", "The absolute value.");
        elementary("reciprocal", "1/x.");
        elementary("sign", "1, 0 or -1, as x is positive, 0 or negative.");
        elementary("lgamma", "The logarithm of the gamma function, not defined below 0.");
        unreserved("gamma", "The gamma function, where no quantity is named gamma.");
        unreserved("digamma", "The digamma function, the derivative of lgamma, where no quantity is named digamma.");
        unreserved("atan", "The arc tangent, where no quantity is named atan.");
        unreserved("asin", "The arc sine, defined from -1 to 1, where no quantity is named asin.");
        unreserved("acos", "The arc cosine, defined from -1 to 1, where no quantity is named acos.");
        unreserved("tan", "The tangent, where no quantity is named tan.");
        unreserved("sinh", "The hyperbolic sine, where no quantity is named sinh.");
        unreserved("cosh", "The hyperbolic cosine, where no quantity is named cosh.");
        unreserved("ln", "Another name of log, where no quantity is named ln.");
        unreserved("log2", "The logarithm to base 2, not defined below 0, where no quantity is named log2.");
        unreserved("cbrt", "The real cube root, where no quantity is named cbrt.");
        unreserved("ndtr", "The standard normal distribution function, where no quantity is named ndtr.");
        unreserved(
                "logndtr",
                "The logarithm of the standard normal distribution function, where no quantity is named logndtr.");
        unreserved(
                "ndtri",
                "The standard normal quantile function, defined from 0 to 1, where no quantity is named ndtri.");
        unreserved("erfinv", "The inverse error function, defined from -1 to 1, where no quantity is named erfinv.");
        unreserved("erfcx", "exp(x^2) (1 - erf(x)), accurate for large x, where no quantity is named erfcx.");
        unreserved("gelu", "x ndtr(x), the Gaussian error linear unit, where no quantity is named gelu.");
        unreserved("floor", "The greatest integer up to x, of slope 0, where no quantity is named floor.");
        unreserved("ceil", "The least integer from x on, of slope 0, where no quantity is named ceil.");
        unreserved("round", "The nearest integer, of two the even one, of slope 0, where no quantity is named round.");
        function("inv", 1, "The inverse of a square matrix.");
        function("det", 1, "The determinant.");
        function("logdet", 1, "The logarithm of the determinant, not defined where that is negative.");
        function("solve", 2, "solve(A, b) is the x with A x = b, for a column or matrix b.");
        function("tr", 1, "The trace.");
        function("sqrtm", 1, "The square root of a symmetric positive definite matrix.");
        function("expm", 1, "The exponential of a matrix.");
        function("logm", 1, "The logarithm of a symmetric positive definite matrix.");
        function("chol", 1, "The lower triangular Cholesky factor L, where the matrix is L L'.");
        function("lammax", 1, "The largest eigenvalue of the symmetric part of a matrix.");
        function("diag", 1, "The diagonal matrix of a vector, or the diagonal of a matrix.");
        function("tril", 1, "The lower triangle of a matrix, with the diagonal.");
        function("norm", 1, "The Euclidean length of a vector, the absolute value of a number.");
        function("mean", 1, "The mean of all entries.");
        function("total", 1, "The sum of all entries.");
        add(
                "min",
                Kind.FUNCTION,
                List.of(1, 2),
                "The smaller one of two, entry by entry, or the smallest entry.",
                true);
        add("max", Kind.FUNCTION, List.of(1, 2), "The larger one of two, entry by entry, or the largest entry.", true);
        ofTwo(
                "atan2",
                "atan2(y, x) is the angle of the point (x, y), entry by entry, where no quantity is named atan2.");
        ofTwo("hypot", "hypot(x, y) is the root of x^2 + y^2, entry by entry, where no quantity is named hypot.");
        ofTwo("dot", "dot(x, y) is x' y, of two vectors, where no quantity is named dot.");
        function("pow", 2, "pow(x, p) is x^p, entry by entry of a vector.");
        function("softmax", 1, "exp(x) by the sum of its entries, of a vector.");
        function("rowsoftmax", 1, "The softmax of each row of a matrix.");
        function("logpdf_normal", 3, "logpdf_normal(x; m, C), the logarithm of the normal density.");
        function("pdf_normal", 3, "pdf_normal(x; m, C), the normal density of mean m and covariance C at x.");
        function("compose", 2, "compose(f, g) is f o g, the function f(g(x)).");
        sized("I", "The identity matrix, which takes its size from its neighbour, or I(d).");
        sized("ones", "ones(d), the column of d ones.");
        sized("zeros", "zeros(d), the column of d zeros.");
        add("pi", Kind.CONSTANT, List.of(), "3.14159..., where no quantity is named pi.", false);
        add("e", Kind.CONSTANT, List.of(), "2.71828..., where no quantity is named e.", false);
    }

    private Builtins() {}

    private static Set<String> ordered(String... names) {
        return Collections.unmodifiableSet(new java.util.LinkedHashSet<>(List.of(names)));
    }

    private static void add(String name, Kind kind, List<Integer> arities, String meaning, boolean isReserved) {
        BY_NAME.put(name, new Builtin(name, kind, arities, meaning, isReserved));
    }

    private static void elementary(String name, String meaning) {
        add(name, Kind.ELEMENTARY, List.of(1), meaning, true);
    }

    private static void unreserved(String name, String meaning) {
        add(name, Kind.ELEMENTARY, List.of(1), meaning, false);
    }

    private static void ofTwo(String name, String meaning) {
        add(name, Kind.FUNCTION, List.of(2), meaning, false);
    }

    private static void function(String name, int arity, String meaning) {
        add(name, Kind.FUNCTION, List.of(arity), meaning, true);
    }

    private static void sized(String name, String meaning) {
        add(name, Kind.SIZED, name.equals("I") ? List.of(0, 1) : List.of(1), meaning, true);
    }

    /**
     * The whole table.
     *
     * @return all functions and constants, those that belong together side by side
     */
    public static Collection<Builtin> all() {
        return Collections.unmodifiableCollection(BY_NAME.values());
    }

    /**
     * A built-in by its name.
     *
     * @param name the name
     * @return what it is, or nothing
     */
    public static Optional<Builtin> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * Whether a name is a built-in function.
     *
     * @param name the name
     * @return true for exp, false for I, pi, x
     */
    public static boolean isFunction(String name) {
        return find(name)
                .filter(it -> it.kind() == Kind.ELEMENTARY || it.kind() == Kind.FUNCTION)
                .isPresent();
    }

    /**
     * The names of all functions.
     *
     * @return in the order of the table
     */
    public static List<String> functions() {
        return BY_NAME.keySet().stream().filter(Builtins::isFunction).toList();
    }

    /** Whether a name always is that of a function of numbers. */
    static boolean isElementary(String name) {
        return find(name)
                .filter(it -> it.kind() == Kind.ELEMENTARY && it.isReserved())
                .isPresent();
    }

    /**
     * Whether no quantity may have a name.
     *
     * @param name the name
     * @return true for det, false for pi, P and x
     */
    public static boolean isReserved(String name) {
        return OPERATORS.contains(name)
                || OTHERS.contains(name)
                || find(name).filter(Builtin::isReserved).isPresent();
    }

    /** Whether a name has a meaning where it is not declared. */
    static boolean isKnown(String name) {
        return isReserved(name)
                || find(name).isPresent()
                || MEANS.contains(name)
                || TYPES.contains(name)
                || DISTRIBUTIONS.contains(name);
    }
}
