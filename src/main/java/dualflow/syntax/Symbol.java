package dualflow.syntax;

import java.util.List;
import java.util.Optional;

/** A declared name and what it stands for. */
public sealed interface Symbol {
    /**
     * The name.
     *
     * @return in ASCII
     */
    String name();

    /**
     * Where it is declared.
     *
     * @return the place of the name there
     */
    Span span();

    /** A dimension: d in 1..3. */
    record Size(String name, Span span, int least, int most) implements Symbol {}

    /**
     * A free quantity, which is drawn.
     *
     * @param family the number of members of a family
     * @param ordered all names of a chain {@code r < t}, in its order, where this is one of them; else empty
     */
    record Given(String name, Span span, Optional<Dimension> family, Type type, List<String> ordered)
            implements Symbol {}

    /** A random quantity. */
    record Random(String name, Span span, Distribution distribution) implements Symbol {}

    /**
     * An abbreviation: its body stands for itself wherever the name is used.
     *
     * @param index the index of a family
     * @param size the number of its members
     * @param parameters of a function; empty if it is a value or another function
     */
    record Definition(
            String name,
            Span span,
            Optional<String> index,
            Optional<Dimension> size,
            Optional<List<String>> parameters,
            Formula body)
            implements Symbol {}

    /** A variable that a sum, an integral, a definition's parameter or index binds. It is never in a claim's scope. */
    record Bound(String name, Span span, boolean isIndex) implements Symbol {}

    /** The kinds of quantities that are not functions. */
    enum Kind {
        /** A number. */
        NUMBER,
        /** A positive number. */
        POSITIVE,
        /** A number between 0 and 1. */
        TIME,
        /** A number that goes to 0, in equations with O(h^p). */
        SMALL,
        /** A member's number. */
        INDEX,
        /** A column. */
        VECTOR,
        /** A matrix. */
        MATRIX,
        /** Positive weights of sum 1. */
        SIMPLEX,
        /** A vector of length 1. */
        UNIT,
        /** A symmetric matrix. */
        SYM,
        /** A symmetric positive definite matrix. */
        SPD,
        /** A skew-symmetric matrix. */
        SKEW,
        /** An orthogonal matrix. */
        ORTH,
        /** A lower triangular matrix with a positive diagonal. */
        LOWER
    }

    /** The type of a given quantity. */
    sealed interface Type {}

    /**
     * A type that is no function's.
     *
     * @param kind its kind
     * @param sizes as it is written: two for a matrix, one for a vector, a square matrix, an index; else none
     */
    record Simple(Kind kind, List<Dimension> sizes) implements Type {}

    /**
     * A function's type.
     *
     * @param arguments the types of its arguments
     * @param names the names of its arguments, all different
     * @param result the type of its value
     */
    record FunctionType(List<Simple> arguments, List<String> names, Simple result) implements Type {}

    /** How a random quantity is distributed. */
    sealed interface Distribution {
        /**
         * Where it stands.
         *
         * @return its place
         */
        Span span();
    }

    /** normal(d). */
    record StandardNormal(Span span, Dimension size) implements Distribution {}

    /** normal(mean, covariance). */
    record Normal(Span span, Formula mean, Formula covariance) implements Distribution {}

    /** categorical(weights): a random index. */
    record Categorical(Span span, Formula weights) implements Distribution {}

    /** points(n, d): n points with weights, drawn. */
    record Points(Span span, Dimension count, Dimension size) implements Distribution {}

    /** signs(d): independent, each 1 or -1. */
    record Signs(Span span, Dimension size) implements Distribution {}

    /** sphere(d): uniform directions. */
    record Sphere(Span span, Dimension size) implements Distribution {}

    /** uniform: a number between 0 and 1. */
    record Uniform(Span span) implements Distribution {}
}
