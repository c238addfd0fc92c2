package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.syntax.Span;
import dualflow.syntax.Symbol;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Members of families, entries and slices. An index that differs from draw to draw selects by marks, so that no other member's value leaks. */
final class Indexing {
    private final Evaluator evaluator;
    private final Context context;

    Indexing(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
    }

    Meaning indexed(Formula.Indexed formula, Frame frame) {
        Meaning of = evaluator.evaluate(formula.of(), frame);
        if (of instanceof Meaning.Family || of instanceof Meaning.FunctionFamily) {
            return member(formula, of, frame);
        }
        return entries(formula, evaluator.value(of, formula.of()), frame);
    }

    private Meaning member(Formula.Indexed formula, Meaning of, Frame frame) {
        Dimension size = of instanceof Meaning.Family family ? family.size() : ((Meaning.FunctionFamily) of).size();
        String text = FormulaText.of(formula.of());
        if (formula.indices().size() != 1 || formula.indices().get(0).to().isPresent()) {
            throw new FormulaException(formula.span(), "'" + text + "' is a family with one index", "");
        }
        Formula at = formula.indices().get(0).from();
        Meaning.Index index = which(
                at,
                size,
                frame,
                formula.span(),
                number -> "'" + text + "' has " + size + " = " + context.size(size) + " members, there is no number "
                        + number,
                "'" + text + "' has " + size + " members");
        if (of instanceof Meaning.FunctionFamily functions) {
            return functions.member().apply(index);
        }
        Meaning.Family family = (Meaning.Family) of;
        return new Value(
                taken(family.all(), index),
                family.member().type(),
                family.member().degree());
    }

    /** The index that a formula names among {@code size} ones. */
    private Meaning.Index which(
            Formula at, Dimension size, Frame frame, Span span, IntFunction<String> outside, String what) {
        Optional<Dimension> written = dimension(at, frame);
        if (written.isPresent()) {
            int number = context.size(written.get());
            if (number < 1 || number > context.size(size)) {
                throw new FormulaException(
                        span,
                        outside.apply(number),
                        size.terms().isEmpty() ? "" : "let " + size + " begin at " + number);
            }
            return fixed(size, number);
        }
        Meaning.Index index = index(at, frame)
                .orElseThrow(() -> new FormulaException(at.span(), "'" + FormulaText.of(at) + "' is no index", ""));
        if (context.size(index.size()) != context.size(size) || (!isPlain(at) && index.most() > context.size(size))) {
            throw new FormulaException(
                    at.span(), "'" + FormulaText.of(at) + "' runs over 1.." + index.size() + ", " + what, "");
        }
        return index;
    }

    private static boolean isPlain(Formula formula) {
        return formula instanceof Formula.Name;
    }

    /** A whole number or a linear expression in dimensions, known before any draw. */
    Optional<Dimension> dimension(Formula formula, Frame frame) {
        if (formula instanceof Formula.Literal literal && literal.isWhole() && literal.value() < 1e6) {
            return Optional.of(Dimension.of((int) literal.value()));
        }
        if (formula instanceof Formula.Name name
                && !frame.binds(name.name())
                && context.scope.find(name.name()).orElse(null) instanceof Symbol.Size) {
            return Optional.of(Dimension.of(name.name()));
        }
        if (formula instanceof Formula.Binary binary) {
            Optional<Dimension> a = dimension(binary.left(), frame);
            Optional<Dimension> b = dimension(binary.right(), frame);
            if (a.isEmpty() || b.isEmpty()) {
                return Optional.empty();
            }
            return switch (binary.infix()) {
                case PLUS -> Optional.of(a.get().plus(b.get()));
                case MINUS -> Optional.of(a.get().minus(b.get()));
                case TIMES ->
                    a.get().terms().isEmpty()
                            ? Optional.of(b.get().times(a.get().at(Map.of())))
                            : Optional.empty();
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    /** An index, possibly moved by a whole number: k, i - 1. */
    Optional<Meaning.Index> index(Formula formula, Frame frame) {
        return index(formula, frame, 0);
    }

    /** The end of a range, in 1..k - 1 an index that may be 0, where the range is empty and no mark is set. */
    Optional<Meaning.Index> last(Formula formula, Frame frame) {
        return index(formula, frame, -1);
    }

    /** The beginning of a range, in k + 1..n an index that may be n + 1, where the range is empty and no mark is set. */
    Optional<Meaning.Index> first(Formula formula, Frame frame) {
        return index(formula, frame, 1);
    }

    /** An index that may be moved out of its range in the direction of a sign. */
    private Optional<Meaning.Index> index(Formula formula, Frame frame, int beyond) {
        if (formula instanceof Formula.Binary binary && binary.infix().isSum()) {
            Optional<Meaning.Index> index = index(binary.left(), frame);
            Optional<Dimension> by = dimension(binary.right(), frame);
            if (index.isPresent() && by.isPresent()) {
                int step = context.size(by.get());
                return Optional.of(
                        moved(index.get(), binary.infix() == Formula.Infix.PLUS ? step : -step, formula, beyond));
            }
            return Optional.empty();
        }
        return evaluator.evaluate(formula, frame) instanceof Meaning.Index index
                ? Optional.of(index)
                : Optional.empty();
    }

    private Meaning.Index moved(Meaning.Index index, int by, Formula formula, int beyond) {
        int size = context.size(index.size());
        boolean isBelow = index.least() + by < 1 && beyond >= 0;
        boolean isAbove = index.most() + by > size && beyond <= 0;
        if (isBelow || isAbove) {
            throw new FormulaException(
                    formula.span(),
                    "'" + FormulaText.of(formula) + "' runs over " + (index.least() + by) + ".." + (index.most() + by)
                            + ", outside 1.." + index.size(),
                    "let the index begin later or end earlier");
        }
        Tensor marks = index.marks();
        if (Math.abs(by) >= size) {
            return new Meaning.Index(
                    context.fill(Shape.of(size), 0), index.size(), index.least() + by, index.most() + by);
        }
        Tensor moved = by == 0
                ? marks
                : by > 0
                        ? Ops.pad(Ops.slice(marks, -1, 0, size - by), -1, by, 0)
                        : Ops.pad(Ops.slice(marks, -1, -by, size + by), -1, 0, -by);
        return new Meaning.Index(moved, index.size(), index.least() + by, index.most() + by);
    }

    /** The index of one number. */
    Meaning.Index fixed(Dimension size, int number) {
        int count = context.size(size);
        Tensor marks = context.constant("fixed " + count + " " + number, () -> {
            double[] ones = new double[count];
            if (number >= 1 && number <= count) {
                ones[number - 1] = 1;
            }
            return context.tensor(Shape.of(count), ones);
        });
        return new Meaning.Index(marks, size, number, number);
    }

    /** An index as the number that it is. */
    Value number(Meaning.Index index) {
        int count = context.size(index.size());
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i + 1;
        }
        Tensor all = context.constant("numbers " + count, () -> context.tensor(Shape.of(count), numbers));
        return Value.of(Ops.sum(Ops.select(index.marks(), all)), ValueType.NUMBER);
    }

    /** The member along the first axis that an index names. */
    static Tensor taken(Tensor all, Meaning.Index index) {
        if (index.least() != index.most()) {
            return member(all, index.marks());
        }
        Shape rest = all.shape().trailing(all.shape().rank() - 1);
        return Ops.reshape(Ops.slice(all, -all.shape().rank(), index.least() - 1, 1), rest);
    }

    /** The member along the first axis that is marked. */
    static Tensor member(Tensor all, Tensor marks) {
        return IndexSums.sumOfFirst(Ops.select(IndexSums.aligned(marks, all), all));
    }

    private Value entries(Formula.Indexed formula, Value value, Frame frame) {
        String text = FormulaText.of(formula.of());
        ValueType type = value.type();
        if (!type.isColumn() && !type.isMatrix()) {
            throw new FormulaException(formula.span(), "'" + text + "' is " + type + ": it has no entries", "");
        }
        boolean row = type instanceof ValueType.Matrix matrix
                && matrix.isRow()
                && formula.indices().size() == 1;
        int axes = type.isColumn() || row ? 1 : 2;
        if (formula.indices().size() != axes) {
            throw new FormulaException(
                    formula.span(),
                    "'" + text + "' is " + type + ": it takes " + (type.isColumn() ? 1 : 2) + " indices",
                    "");
        }
        List<Dimension> sizes = type.isColumn()
                ? List.of(type.rows())
                : row ? List.of(type.columns()) : List.of(type.rows(), type.columns());
        Tensor tensor = row ? ValueArithmetic.flat(value.tensor()) : value.tensor();
        List<Dimension> left = new ArrayList<>();
        // From the last axis to the first, so that axes that vanish do not move those still to come.
        for (int k = axes - 1; k >= 0; k--) {
            Formula.Index at = formula.indices().get(k);
            Dimension size = sizes.get(k);
            int after = left.size();
            if (at.to().isPresent()) {
                int[] range = new int[2];
                left.add(0, range(at, size, frame, range));
                tensor = Ops.slice(tensor, -1 - after, range[0], range[1]);
            } else {
                Meaning.Index index = which(
                        at.from(),
                        size,
                        frame,
                        at.from().span(),
                        number -> "there is no entry " + number
                                + (size.terms().isEmpty() ? "" : " where " + size + " = " + context.size(size)),
                        "this axis over 1.." + size);
                tensor = entry(tensor, after, index);
            }
        }
        ValueType result = left.isEmpty()
                ? ValueType.NUMBER
                : left.size() == 1 ? ValueType.column(left.get(0)) : ValueType.matrix(left.get(0), left.get(1));
        return new Value(tensor, result, value.degree());
    }

    /** The entry along the axis that has {@code after} axes behind it. */
    private static Tensor entry(Tensor tensor, int after, Meaning.Index index) {
        int rank = tensor.shape().rank();
        Shape result = tensor.shape().leading(after + 1).then(tensor.shape().trailing(after));
        if (index.least() == index.most()) {
            return Ops.reshape(Ops.slice(tensor, -1 - after, index.least() - 1, 1), result);
        }
        Tensor marks = Ops.insertAxes(index.marks(), 1, after);
        Tensor chosen = Ops.select(marks, tensor);
        Shape one = tensor.shape()
                .leading(after + 1)
                .then(Shape.of(1))
                .then(tensor.shape().trailing(after));
        return rank == 0 ? tensor : Ops.reshape(Ops.sumTo(chosen, one), result);
    }

    private Dimension range(Formula.Index at, Dimension size, Frame frame, int[] range) {
        Formula to = at.to().orElseThrow();
        Optional<Dimension> first = dimension(at.from(), frame);
        Optional<Dimension> last = dimension(to, frame);
        if (first.isEmpty() || last.isEmpty()) {
            throw new FormulaException(at.from().span(), "a range is made of dimensions and whole numbers", "");
        }
        range[0] = context.size(first.get()) - 1;
        range[1] = context.size(last.get()) - range[0];
        if (range[0] < 0 || range[1] < 0 || range[0] + range[1] > context.size(size)) {
            throw new FormulaException(
                    at.from().span().to(to.span()),
                    "the range " + first.get() + ".." + last.get() + " does not fit into 1.." + size,
                    "");
        }
        return last.get().minus(first.get()).plus(Dimension.ONE);
    }
}
