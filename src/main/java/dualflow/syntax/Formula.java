package dualflow.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An expression as a tree. What its names stand for is in a {@link Scope}. */
public sealed interface Formula {
    /**
     * Where it stands.
     *
     * @return its place in the source
     */
    Span span();

    /**
     * The formulas that it consists of.
     *
     * @return its parts, in the order in which they are written
     */
    List<Formula> parts();

    /**
     * Whether something holds of a part.
     *
     * @param holds what is asked
     * @return true if it holds of one
     */
    default boolean hasPart(Predicate<Formula> holds) {
        for (Formula part : parts()) { // no stream, since it is used recursively and trees are deep
            if (holds.test(part)) {
                return true;
            }
        }
        return false;
    }

    /** A number, such as 2 or 1.5e-3; {@code text} is its spelling, by which whole numbers are told from others. */
    record Literal(Span span, String text, double value) implements Formula {
        /**
         * Whether it is written as a whole number.
         *
         * @return true for 2, false for 2.0
         */
        public boolean isWhole() {
            return text.chars().allMatch(Character::isDigit);
        }

        @Override
        public List<Formula> parts() {
            return List.of();
        }
    }

    /** A declared quantity, a bound variable, or a built-in such as {@code exp}, {@code I} or {@code pi}. */
    record Name(Span span, String name) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of();
        }
    }

    /** What a derivative is of and by. */
    enum Derivation {
        /** The Jacobian of a vector by a vector. */
        JAC,
        /** The gradient of a number by a vector, as a column. */
        GRAD,
        /** The matrix of second derivatives. */
        HESS,
        /** The divergence. */
        DIV,
        /** The Laplacian. */
        LAP,
        /** The derivative by a number. */
        PARTIAL,
        /** The Jacobian-vector product. */
        JVP;

        /**
         * The word for it.
         *
         * @return in lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * How often it differentiates.
         *
         * @return 2 for second derivatives, else 1
         */
        public int order() {
            return this == HESS || this == LAP ? 2 : 1;
        }
    }

    /** An operator on functions such as {@code jac_x}: {@code by} is the name or number of an argument, the first one if it is empty. */
    record Operator(Span span, Derivation derivation, Optional<String> by) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of();
        }
    }

    /** The density p_X of a random quantity X, as a function. */
    record Density(Span span, String of) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of();
        }
    }

    /** -a. */
    record Negation(Span span, Formula of) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of(of);
        }
    }

    /** What stands between two operands. */
    enum Infix {
        /** a + b. */
        PLUS("+"),
        /** a - b. */
        MINUS("-"),
        /** a b. */
        TIMES("*"),
        /** a / b. */
        OVER("/"),
        /** Entry by entry. */
        DOT_TIMES(".*"),
        /** Entry by entry. */
        DOT_OVER("./");

        private final String sign;

        Infix(String sign) {
            this.sign = sign;
        }

        /**
         * Its sign.
         *
         * @return as it is written
         */
        public String sign() {
            return sign;
        }

        /**
         * Whether it adds or subtracts.
         *
         * @return true for + and -
         */
        public boolean isSum() {
            return this == PLUS || this == MINUS;
        }
    }

    /** Two operands and what stands between them. */
    record Binary(Span span, Infix infix, Formula left, Formula right) implements Formula {
        /**
         * The operations of a sum or product of many terms, which is deep to the left: programs on trees had better not recurse there.
         *
         * @return this, and before it what stands to its left as far as that is such an operation, the innermost first
         */
        public List<Binary> fromWithin() {
            Deque<Binary> within = new ArrayDeque<>();
            Formula next = this;
            while (next instanceof Binary binary) {
                within.push(binary);
                next = binary.left;
            }
            return List.copyOf(within);
        }

        @Override
        public List<Formula> parts() {
            return List.of(left, right);
        }
    }

    /** base^exponent. */
    record Power(Span span, Formula base, Formula exponent) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of(base, exponent);
        }
    }

    /** a'. */
    record Transposed(Span span, Formula of) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of(of);
        }
    }

    /** |a|. */
    record Norm(Span span, Formula of) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of(of);
        }
    }

    /** One index or a range of them: {@code to} is empty for one. */
    record Index(Formula from, Optional<Formula> to) {}

    /** A member of a family, entries of a vector or matrix, or slices: a[i, 1..m]. */
    record Indexed(Span span, Formula of, List<Index> indices) implements Formula {
        @Override
        public List<Formula> parts() {
            List<Formula> parts = new ArrayList<>(List.of(of));
            indices.forEach(index -> {
                parts.add(index.from());
                index.to().ifPresent(parts::add);
            });
            return parts;
        }
    }

    /** f(a, b; c): the arguments in groups between semicolons. f o g is the application of the name {@code compose}. */
    record Application(Span span, Formula function, List<List<Formula>> groups) implements Formula {
        /**
         * The arguments.
         *
         * @return those of all groups
         */
        public List<Formula> arguments() {
            return groups.stream().flatMap(List::stream).toList();
        }

        @Override
        public List<Formula> parts() {
            return Stream.concat(Stream.of(function), groups.stream().flatMap(List::stream))
                    .toList();
        }
    }

    /** [a, b; c, d]: rows of blocks. */
    record Blocks(Span span, List<List<Formula>> rows) implements Formula {
        @Override
        public List<Formula> parts() {
            return rows.stream().flatMap(List::stream).toList();
        }
    }

    /** [a]_{i in 1..m, j in 1..n}: a vector or matrix by its entries. */
    record Entries(Span span, Formula entry, List<IndexRange> indices) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of(entry);
        }
    }

    /** An index that runs from one whole number or dimension to another. */
    record IndexRange(String index, Formula from, Formula to) {}

    /** What is done with all values of an index. */
    enum Reduction {
        /** The sum. */
        SUM,
        /** The product, of matrices in order. */
        PROD,
        /** The largest. */
        MAX,
        /** The member of the softmax that the index itself names. */
        SOFTMAX,
        /** The logarithm of the sum of exponentials. */
        LOGSUMEXP
    }

    /**
     * A sum, product and so on over an index.
     *
     * @param range where the index runs, where that is written
     * @param except the value that the index leaves out, as in sum_{j != k}
     * @param size the size of the family by which the index runs, where no range is written
     */
    record Over(
            Span span,
            Reduction reduction,
            String index,
            Optional<IndexRange> range,
            Optional<Formula> except,
            Optional<Dimension> size,
            Formula body)
            implements Formula {
        @Override
        public List<Formula> parts() {
            List<Formula> parts = new ArrayList<>();
            range.ifPresent(each -> parts.addAll(List.of(each.from(), each.to())));
            except.ifPresent(parts::add);
            parts.add(body);
            return parts;
        }
    }

    /** integral_{s in a..b} f. */
    record Integral(Span span, String variable, Formula from, Formula to, Formula body) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of(from, to, body);
        }
    }

    /** What is averaged. */
    enum Averaging {
        /** E[X]. */
        MEAN("E"),
        /** Cov[X] or Cov[X, Y]. */
        COVARIANCE("Cov"),
        /** Var[X], of a number. */
        VARIANCE("Var"),
        /** P[c = k]. */
        PROBABILITY("P");

        private final String word;

        Averaging(String word) {
            this.word = word;
        }

        /**
         * Its name.
         *
         * @return as it is written
         */
        public String word() {
            return word;
        }
    }

    /** X = x, to the right of a mean's bar. */
    record Condition(Formula quantity, Formula value) {}

    /** A mean, covariance or probability; {@code body} has one part, or two for Cov[X, Y] and P[c = k]. */
    record Mean(Span span, Averaging averaging, List<Formula> body, List<Condition> conditions) implements Formula {
        @Override
        public List<Formula> parts() {
            List<Formula> parts = new ArrayList<>(body);
            conditions.forEach(condition -> parts.addAll(List.of(condition.quantity(), condition.value())));
            return parts;
        }
    }

    /** flow(f; a -> b), a function. */
    record FlowMap(Span span, Formula field, Formula from, Formula to) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of(field, from, to);
        }
    }

    /** d/dt of what follows, through all definitions. */
    record TotalDerivative(Span span, String variable, Formula body) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of(body);
        }
    }

    /** O(h^p), the last term of an equation. */
    record Landau(Span span, String variable, int power) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of();
        }
    }

    /**
     * A formula and its changed form, mixed entry by entry with weights that depend on the values: it differs from the formula exactly where
     * the changed form does. Not written in files; a check makes it to find changes without effect.
     */
    record Blend(Span span, Formula formula, Formula changed) implements Formula {
        @Override
        public List<Formula> parts() {
            return List.of(formula, changed);
        }
    }
}
