package dualflow.semantics;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Sums, products and maxima over an index: the index is an axis, mapped by vmap. */
final class IndexSums {
    private final Evaluator evaluator;
    private final Context context;

    IndexSums(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
    }

    /** All members of something: [count, ...], and one of them, for its type and degree. */
    record Members(Tensor all, Value sample) {}

    /** The values of a body for each value of an index, from {@code first}. */
    Members members(Dimension size, int first, int count, Function<Meaning.Index, Value> body) {
        int most = context.size(size);
        Tensor marks = context.constant(
                "marks " + most + " " + first + " " + count,
                () -> Ops.slice(context.identity(most), -2, first - 1, count));
        Value[] sample = new Value[1];
        Tensor all = Autodiff.vmap(
                mark -> {
                    sample[0] = body.apply(new Meaning.Index(mark, size, first, first + count - 1));
                    return sample[0].tensor();
                },
                marks);
        return new Members(
                all,
                new Value(
                        sample[0].tensor(), sample[0].type(), sample[0].degree().opaque()));
    }

    Meaning over(Formula.Over formula, Frame frame) {
        if (evaluator.isFunction(formula.body(), frame)) {
            Meaning.Index first = evaluator.indexing().fixed(formula.size().orElseGet(() -> last(formula, frame)), 1);
            Meaning.FunctionValue one =
                    (Meaning.FunctionValue) evaluator.evaluate(formula.body(), frame.with(formula.index(), first));
            return new Meaning.FunctionValue(
                    one.names(),
                    FormulaText.of(formula),
                    arguments -> reduced(
                            formula,
                            frame,
                            inner ->
                                    ((Meaning.FunctionValue) evaluator.evaluate(formula.body(), inner)).at(arguments)));
        }
        return reduced(formula, frame, inner -> evaluator.value(formula.body(), inner));
    }

    /** Refuses an index that begins before 1. */
    static void requireCounting(Formula.IndexRange range, int first) {
        if (first < 1) {
            throw new FormulaException(
                    range.from().span(),
                    "an index begins at 1 or later, here at " + first,
                    "let it run " + (1 - first) + " higher, and write " + range.index() + " - " + (1 - first));
        }
    }

    private Dimension last(Formula.Over formula, Frame frame) {
        return evaluator
                .indexing()
                .dimension(formula.range().orElseThrow().to(), frame)
                .orElseThrow(() -> unknownBounds(formula));
    }

    private static FormulaException unknownBounds(Formula.Over formula) {
        return new FormulaException(formula.span(), "the bounds of an index are whole numbers and dimensions", "");
    }

    private Value reduced(Formula.Over formula, Frame frame, Function<Frame, Value> body) {
        int first = 1;
        Dimension size;
        int count;
        Optional<Tensor> included = Optional.empty();
        if (formula.range().isPresent()) {
            Formula.IndexRange range = formula.range().get();
            Optional<Dimension> from = evaluator.indexing().dimension(range.from(), frame);
            first = from.map(context::size).orElse(1);
            requireCounting(range, first);
            Optional<Dimension> last = evaluator.indexing().dimension(range.to(), frame);
            if (last.isPresent()) {
                size = last.get();
            } else {
                Meaning.Index index =
                        evaluator.indexing().last(range.to(), frame).orElseThrow(() -> unknownBounds(formula));
                size = index.size();
                included = Optional.of(upTo(index, first));
            }
            count = context.size(size) - first + 1;
            if (from.isEmpty()) {
                Meaning.Index index =
                        evaluator.indexing().first(range.from(), frame).orElseThrow(() -> unknownBounds(formula));
                Tensor beginning = from(index, count);
                included = Optional.of(
                        included.map(mask -> Ops.multiply(mask, beginning)).orElse(beginning));
            }
        } else {
            size = formula.size().orElseThrow();
            count = context.size(size);
        }
        if (formula.except().isPresent()) {
            Tensor others = others(formula.except().get(), frame, size, first, count);
            included =
                    Optional.of(included.map(mask -> Ops.multiply(mask, others)).orElse(others));
        }
        if (count <= 0) {
            return empty(formula, frame, size, first, body);
        }
        Members members = members(size, first, count, index -> body.apply(frame.with(formula.index(), index)));
        return reduced(formula, frame, members, included, count);
    }

    /** The sum or product of nothing. */
    private Value empty(Formula.Over formula, Frame frame, Dimension size, int first, Function<Frame, Value> body) {
        Meaning.Index none = new Meaning.Index(
                context.fill(Shape.of(Math.max(context.size(size), first)), 0), size.plus(Dimension.ONE), first, first);
        ValueType type = body.apply(frame.with(formula.index(), none)).type();
        if (formula.reduction() == Formula.Reduction.SUM) {
            return Value.of(context.zeros(type), type);
        }
        if (formula.reduction() == Formula.Reduction.PROD && (type.isNumber() || type.isSquare())) {
            return Value.of(type.isNumber() ? context.number(1) : context.identity(context.size(type.rows())), type);
        }
        throw new FormulaException(formula.span(), "there is nothing to take this of: the range is empty", "");
    }

    /** [count]: 1 for the numbers from {@code first} that are at most the index. */
    private Tensor upTo(Meaning.Index index, int first) {
        int most = context.size(index.size());
        int count = most - first + 1;
        double[] steps = new double[count * most];
        for (int i = 0; i < count; i++) {
            for (int j = first - 1 + i; j < most; j++) {
                steps[i * most + j] = 1;
            }
        }
        Tensor marks = ValueArithmetic.asColumn(index.marks());
        return ValueArithmetic.flat(Ops.matmul(context.tensor(Shape.of(count, most), steps), marks));
    }

    /** [count]: 1 for the numbers from 1 that are at least the index. */
    private Tensor from(Meaning.Index index, int count) {
        int most = context.size(index.size());
        double[] steps = new double[count * most];
        for (int i = 0; i < count; i++) {
            Arrays.fill(steps, i * most, i * most + Math.min(i + 1, most), 1);
        }
        Tensor marks = ValueArithmetic.asColumn(index.marks());
        return ValueArithmetic.flat(Ops.matmul(context.tensor(Shape.of(count, most), steps), marks));
    }

    /** [count]: 0 at the index that is left out, else 1. */
    private Tensor others(Formula except, Frame frame, Dimension size, int first, int count) {
        Meaning.Index index = evaluator
                .indexing()
                .index(except, frame)
                .or(() -> evaluator
                        .indexing()
                        .dimension(except, frame)
                        .map(number -> evaluator.indexing().fixed(size, context.size(number))))
                .orElseThrow(() -> new FormulaException(except.span(), "an index is needed here", ""));
        return Ops.shift(Ops.negate(Ops.slice(index.marks(), -1, first - 1, count)), 1);
    }

    private Value reduced(Formula.Over formula, Frame frame, Members members, Optional<Tensor> included, int count) {
        ValueType type = members.sample().type();
        Degree degree = members.sample().degree();
        Tensor all = members.all();
        if (formula.reduction() == Formula.Reduction.SUM) {
            Tensor terms =
                    included.map(mask -> Ops.select(aligned(mask, all), all)).orElse(all);
            return new Value(sumOfFirst(terms), type, degree);
        }
        if (formula.reduction() == Formula.Reduction.PROD) {
            return new Value(product(formula, members, included, count), type, degree.times(count));
        }
        if (!type.isNumber()) {
            throw new FormulaException(
                    formula.span(),
                    formula.reduction().name().toLowerCase(Locale.ROOT) + "_" + formula.index()
                            + " takes numbers, this is " + type,
                    "");
        }
        Tensor numbers = included.map(
                        mask -> Ops.where(mask, all, context.fill(Shape.SCALAR, Double.NEGATIVE_INFINITY)))
                .orElse(all);
        Degree nonlinear = Degree.nonlinear(degree);
        return switch (formula.reduction()) {
            case LOGSUMEXP -> new Value(Ops.logSumExp(numbers, 1), type, nonlinear);
            case MAX -> new Value(Ops.max(numbers, 1), type, nonlinear);
            default -> new Value(own(formula, frame, Ops.softmax(numbers, 1)), type, nonlinear);
        };
    }

    /** The number of a softmax that belongs to the index as it is bound around it. */
    private Tensor own(Formula.Over formula, Frame frame, Tensor all) {
        if (!(frame.find(formula.index()).orElse(null) instanceof Meaning.Index index)) {
            throw new FormulaException(
                    formula.span(),
                    "softmax_" + formula.index() + " is its " + formula.index() + "-th number, but " + formula.index()
                            + " is bound nowhere",
                    "let g[" + formula.index() + "] = softmax_" + formula.index() + "(...)");
        }
        return Indexing.member(all, index.marks());
    }

    private Tensor product(Formula.Over formula, Members members, Optional<Tensor> included, int count) {
        ValueType type = members.sample().type();
        if (!type.isNumber() && !type.isSquare()) {
            throw new FormulaException(
                    formula.span(),
                    "prod_" + formula.index() + " is a product of numbers or square matrices, this is " + type,
                    "");
        }
        Tensor one = type.isNumber() ? context.number(1) : context.identity(context.size(type.rows()));
        Tensor all = included.map(mask -> Ops.where(aligned(mask, members.all()), members.all(), one))
                .orElse(members.all());
        Tensor product = null;
        Shape shape = all.shape().trailing(all.shape().rank() - 1);
        for (int i = 0; i < count; i++) {
            Tensor factor = Ops.reshape(Ops.slice(all, -all.shape().rank(), i, 1), shape);
            product = product == null
                    ? factor
                    : type.isNumber() ? Ops.multiply(product, factor) : Ops.matmul(product, factor);
        }
        return product;
    }

    /** Marks of the members, of as many axes as these have. */
    static Tensor aligned(Tensor marks, Tensor all) {
        return Ops.insertAxes(marks, 1, all.shape().rank() - 1);
    }

    static Tensor sumOfFirst(Tensor all) {
        Shape rest = all.shape().trailing(all.shape().rank() - 1);
        return Ops.reshape(Ops.sumTo(all, rest.withFirst(1)), rest);
    }

    /** The weighted sum of the members along the first axis. */
    static Tensor weighted(Tensor weights, Tensor all) {
        return sumOfFirst(Ops.multiply(aligned(weights, all), all));
    }

    static List<Boolean> allMapped(int count) {
        return Collections.nCopies(count, true);
    }
}
