package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.Span;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Vectors and matrices made of blocks, and of their entries. Blocks that are 0 or a multiple of I take their size from their row and column. */
final class BlockMatrix {
    private final Evaluator evaluator;
    private final Context context;

    BlockMatrix(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
    }

    Value of(Formula.Blocks formula, Frame frame) {
        List<List<Value>> rows = formula.rows().stream()
                .map(row ->
                        row.stream().map(block -> evaluator.value(block, frame)).toList())
                .toList();
        Degree degree = rows.stream().flatMap(List::stream).map(Value::degree).reduce(Degree.NONE, Degree::max);
        boolean column = rows.stream()
                .allMatch(row -> row.size() == 1
                        && (row.get(0).type().isNumber() || row.get(0).type().isColumn()));
        return column ? column(rows, degree) : matrix(formula, rows, degree);
    }

    private static Value column(List<List<Value>> rows, Degree degree) {
        Dimension size = Dimension.of(0);
        Tensor all = null;
        for (List<Value> row : rows) {
            Value block = row.get(0);
            size = size.plus(
                    block.type().isNumber() ? Dimension.ONE : block.type().rows());
            Tensor numbers = ValueArithmetic.flat(block.tensor());
            all = all == null ? numbers : Ops.concat(all, numbers, -1);
        }
        return new Value(all, ValueType.column(size), degree);
    }

    private Value matrix(Formula.Blocks formula, List<List<Value>> rows, Degree degree) {
        int width = rows.get(0).size();
        if (rows.stream().anyMatch(row -> row.size() != width)) {
            throw new FormulaException(formula.span(), "the rows have different numbers of blocks", "");
        }
        // A 0 takes its size from its neighbours; among numbers it is one.
        Optional<Dimension> ofNumbers = Optional.of(Dimension.ONE)
                .filter(one -> rows.stream()
                        .flatMap(List::stream)
                        .allMatch(block -> block.type().isNumber()));
        List<Optional<Dimension>> heights = rows.stream()
                .map(row -> first(row, BlockMatrix::height).or(() -> ofNumbers))
                .toList();
        List<Optional<Dimension>> widths = new ArrayList<>();
        for (int j = 0; j < width; j++) {
            int at = j;
            widths.add(first(rows.stream().map(row -> row.get(at)).toList(), BlockMatrix::width)
                    .or(() -> ofNumbers));
        }
        Tensor all = null;
        Dimension height = Dimension.of(0);
        Dimension total = Dimension.of(0);
        for (int i = 0; i < rows.size(); i++) {
            Tensor line = null;
            for (int j = 0; j < width; j++) {
                Span span = formula.rows().get(i).get(j).span();
                if (heights.get(i).isEmpty() || widths.get(j).isEmpty()) {
                    throw new FormulaException(span, "the size of this block is not known", "");
                }
                Tensor block = block(
                        rows.get(i).get(j), heights.get(i).get(), widths.get(j).get(), span);
                line = line == null ? block : Ops.concat(line, block, -1);
                total = i == 0 ? total.plus(widths.get(j).get()) : total;
            }
            height = height.plus(heights.get(i).get());
            all = all == null ? line : Ops.concat(all, line, -2);
        }
        return new Value(all, ValueType.matrix(height, total), degree);
    }

    private static Optional<Dimension> first(List<Value> blocks, Function<Value, Optional<Dimension>> size) {
        return blocks.stream().map(size).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Dimension> height(Value block) {
        if (block.type().isNumber()) {
            return block.isZero() ? Optional.empty() : Optional.of(Dimension.ONE);
        }
        return block.type().isIdentity()
                ? Optional.empty()
                : Optional.of(block.type().rows());
    }

    private static Optional<Dimension> width(Value block) {
        return block.type().isMatrix()
                ? Optional.of(block.type().columns())
                : block.type().isColumn() ? Optional.of(Dimension.ONE) : height(block);
    }

    private Tensor block(Value block, Dimension height, Dimension width, Span span) {
        Shape shape = Shape.of(context.size(height), context.size(width));
        if (block.isZero()) {
            return context.fill(shape, 0);
        }
        if (block.type().isIdentity()) {
            if (!height.equals(width)) {
                throw new FormulaException(span, "I is square, the block is " + height + " by " + width, "");
            }
            return Ops.multiply(block.tensor(), context.identity(context.size(height)));
        }
        if (!height(block).equals(Optional.of(height)) || !width(block).equals(Optional.of(width))) {
            throw new FormulaException(
                    span,
                    "this block is " + block.type() + ", its row and column need R^(" + height + "," + width + ")",
                    "");
        }
        return Ops.reshape(block.tensor(), shape);
    }

    /** [a]_{i in 1..m, j in 1..n}. */
    Value of(Formula.Entries formula, Frame frame) {
        List<Dimension> sizes = new ArrayList<>();
        Value all = entries(formula, frame, 0, sizes);
        return new Value(
                all.tensor(),
                sizes.size() == 1 ? ValueType.column(sizes.get(0)) : ValueType.matrix(sizes.get(0), sizes.get(1)),
                all.degree());
    }

    private Value entries(Formula.Entries formula, Frame frame, int axis, List<Dimension> sizes) {
        if (axis == formula.indices().size()) {
            Value entry = evaluator.value(formula.entry(), frame);
            if (!entry.type().isNumber()) {
                throw new FormulaException(formula.entry().span(), "an entry is a number, this is " + entry.type(), "");
            }
            return entry;
        }
        Formula.IndexRange range = formula.indices().get(axis);
        int first = context.size(bound(range.from(), frame));
        IndexSums.requireCounting(range, first);
        Dimension last = bound(range.to(), frame);
        if (context.size(last) < first) {
            throw new FormulaException(
                    range.from().span().to(range.to().span()), "there are no entries: the range is empty", "");
        }
        if (sizes.size() == axis) {
            sizes.add(last.plus(Dimension.of(1 - first)));
        }
        IndexSums.Members members = evaluator
                .sums()
                .members(
                        last,
                        first,
                        context.size(last) - first + 1,
                        index -> entries(formula, frame.with(range.index(), index), axis + 1, sizes));
        return new Value(
                members.all(), members.sample().type(), members.sample().degree());
    }

    private Dimension bound(Formula formula, Frame frame) {
        return evaluator
                .indexing()
                .dimension(formula, frame)
                .orElseThrow(() -> new FormulaException(
                        formula.span(), "the bounds of an index are whole numbers and dimensions", ""));
    }
}
