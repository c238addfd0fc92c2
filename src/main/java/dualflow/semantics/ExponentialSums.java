package dualflow.semantics;

import dualflow.op.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Polynomials of noise times exponentials of polynomials of degree 2, and sums of these: such as normal densities, their products, quotients and roots.
 * They are known as such while they are computed, since their means have closed forms.
 */
final class ExponentialSums {
    private static final int MOST_TERMS = 16;
    private static final int HIGHEST_DEGREE = 2;

    private ExponentialSums() {}

    /** The terms of a value; nothing if it is no such sum, or one of more terms than are followed. */
    static Optional<List<Value.Term>> terms(Context context, Value value) {
        Value.Form form = value.form().orElse(null);
        if (form instanceof Value.ExponentialSum sum) {
            return Optional.of(sum.terms().get());
        }
        if (form instanceof Value.ExponentialOf of && of.exponent().degree().total() <= HIGHEST_DEGREE) {
            return Optional.of(List.of(new Value.Term(one(context), of.exponent())));
        }
        return value.degree().isPolynomial()
                ? Optional.of(List.of(new Value.Term(value, context.literal(0))))
                : Optional.empty();
    }

    private static Value one(Context context) {
        return context.literal(1);
    }

    private static boolean isExponential(Value value) {
        Value.Form form = value.form().orElse(null);
        return form instanceof Value.ExponentialSum
                || (form instanceof Value.ExponentialOf of
                        && of.exponent().degree().total() <= HIGHEST_DEGREE);
    }

    private static int count(Value value) {
        return value.form().orElse(null) instanceof Value.ExponentialSum sum
                ? sum.terms().get().size()
                : 1;
    }

    private static boolean isFollowed(Value a, Value b) {
        return !(a.degree().isNone() && b.degree().isNone())
                && (isExponential(a) || isExponential(b))
                && (isExponential(a) || a.degree().isPolynomial())
                && (isExponential(b) || b.degree().isPolynomial());
    }

    /** A sum or difference with what is known of its parts. */
    static Value sum(Context context, Value a, Value b, boolean plus, Value sum) {
        if (!isFollowed(a, b) || count(a) + count(b) > MOST_TERMS) {
            return sum;
        }
        return with(sum, () -> {
            List<Value.Term> terms = new ArrayList<>(terms(context, a).orElseThrow());
            for (Value.Term term : terms(context, b).orElseThrow()) {
                terms.add(plus ? term : new Value.Term(ValueArithmetic.negated(term.factor()), term.exponent()));
            }
            return terms;
        });
    }

    /** -a with what is known of a. */
    static Value negated(Context context, Value a) {
        Value negated = ValueArithmetic.negated(a);
        return !isExponential(a) || a.degree().isNone()
                ? negated
                : with(
                        negated,
                        () -> terms(context, a).orElseThrow().stream()
                                .map(term -> new Value.Term(ValueArithmetic.negated(term.factor()), term.exponent()))
                                .toList());
    }

    /** A product, of whatever types, with what is known of its factors. */
    static Value product(Context context, Value a, Value b, BinaryOperator<Value> times, Value product) {
        if (!isFollowed(a, b) || count(a) * count(b) > MOST_TERMS) {
            return product;
        }
        return with(product, () -> {
            List<Value.Term> terms = new ArrayList<>();
            for (Value.Term left : terms(context, a).orElseThrow()) {
                for (Value.Term right : terms(context, b).orElseThrow()) {
                    terms.add(new Value.Term(
                            times.apply(left.factor(), right.factor()), added(left.exponent(), right.exponent())));
                }
            }
            return terms;
        });
    }

    /** A quotient by a number with what is known of both; of the number below the line only one term is followed, whose factor is fixed. */
    static Value quotient(Context context, Value a, Value b, Value quotient) {
        if (!isFollowed(a, b) || count(b) != 1) {
            return quotient;
        }
        Value.Term below = terms(context, b).orElseThrow().get(0);
        if (!below.factor().degree().isNone()) {
            return quotient;
        }
        return with(
                quotient,
                () -> terms(context, a).orElseThrow().stream()
                        .map(term -> new Value.Term(
                                new Value(
                                        Ops.divide(
                                                term.factor().tensor(),
                                                below.factor().tensor()),
                                        term.factor().type(),
                                        term.factor().degree()),
                                added(term.exponent(), ValueArithmetic.negated(below.exponent()))))
                        .toList());
    }

    /** A power of a number with a fixed exponent, with what is known of its base. */
    static Value power(Context context, Value base, Value exponent, Value power) {
        if (!isExponential(base) || base.degree().isNone() || !exponent.degree().isNone() || count(base) != 1) {
            return power;
        }
        Value.Term term = terms(context, base).orElseThrow().get(0);
        if (!term.factor().degree().isNone()) {
            return power;
        }
        return with(
                power,
                () -> List.of(new Value.Term(
                        new Value(Ops.pow(term.factor().tensor(), exponent.tensor()), ValueType.NUMBER, Degree.NONE),
                        new Value(
                                Ops.multiply(term.exponent().tensor(), exponent.tensor()),
                                ValueType.NUMBER,
                                term.exponent().degree()))));
    }

    private static Value with(Value value, Supplier<List<Value.Term>> terms) {
        return value.withForm(new Value.ExponentialSum(terms));
    }

    private static Value added(Value a, Value b) {
        return new Value(
                Ops.add(a.tensor(), b.tensor()), ValueType.NUMBER, a.degree().max(b.degree()));
    }
}
