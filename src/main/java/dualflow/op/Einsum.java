package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Sums of products in the notation of Einstein, composed of other ops. Of each operand the diagonals are taken and axes summed that stand nowhere
 * else; then operands are multiplied from left to right, and summed over an axis as soon as it stands in no later one.
 */
final class Einsum {
    /** An operand and the labels of its axes: letters; below 0 what an ellipsis stands for, -1 the last. */
    private record Term(Tensor x, List<Integer> labels) {}

    private Einsum() {}

    static Tensor einsum(String notation, Tensor... operands) {
        EinsumNotation parsed = EinsumNotation.parse(
                notation, Arrays.stream(operands).map(Tensor::shape).toList());
        List<Integer> result = parsed.result();
        Term product = null;
        for (int k = 0; k < operands.length; k++) {
            Set<Integer> elsewhere = new HashSet<>(result);
            for (int other = 0; other < operands.length; other++) {
                if (other != k) {
                    elsewhere.addAll(parsed.operands().get(other));
                }
            }
            Set<Integer> later = new HashSet<>(result);
            parsed.operands().subList(k + 1, operands.length).forEach(later::addAll);
            Term next = summed(diagonals(new Term(operands[k], parsed.operands().get(k))), elsewhere);
            product = product == null ? next : multiplied(product, next, later);
        }
        return ordered(product, result).x();
    }

    private static Term diagonals(Term term) {
        for (int i = 0; i < term.labels().size(); i++) {
            int label = term.labels().get(i);
            if (term.labels().lastIndexOf(label) > i) {
                List<Integer> rest = new ArrayList<>(term.labels());
                rest.remove(term.labels().lastIndexOf(label));
                rest.remove(i);
                int second = term.labels().lastIndexOf(label);
                int first = i;
                int[] order = IntStream.concat(
                                IntStream.range(0, term.labels().size()).filter(k -> k != first && k != second),
                                IntStream.of(first, second))
                        .toArray();
                rest.add(label);
                return diagonals(new Term(Ops.diagonal(Ops.permute(term.x(), order)), rest));
            }
        }
        return term;
    }

    /** Sums over the axes whose labels are not needed. */
    private static Term summed(Term term, Set<Integer> needed) {
        int rank = term.labels().size();
        int[] axes = IntStream.range(0, rank)
                .filter(i -> !needed.contains(term.labels().get(i)))
                .map(i -> i - rank)
                .toArray();
        return axes.length == 0
                ? term
                : new Term(
                        Ops.sum(term.x(), Axes.of(axes)),
                        term.labels().stream().filter(needed::contains).toList());
    }

    private static Term multiplied(Term a, Term b, Set<Integer> needed) {
        List<Integer> summed = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        for (int label : a.labels()) {
            boolean shared = b.labels().contains(label);
            (!shared ? left : needed.contains(label) ? batch : summed).add(label);
        }
        List<Integer> right =
                b.labels().stream().filter(label -> !a.labels().contains(label)).toList();
        List<Integer> labels = joined(batch, left, right);
        if (summed.isEmpty()) {
            return new Term(Ops.multiply(spread(a, labels), spread(b, labels)), labels);
        }
        // Matrices [batch..., left, summed] and [batch..., summed, right].
        Tensor rows = ordered(a, joined(batch, left, summed)).x();
        Tensor columns = ordered(b, joined(batch, summed, right)).x();
        Tensor product =
                Ops.matmul(merged(rows, batch.size(), left.size()), merged(columns, batch.size(), summed.size()));
        Shape shape = product.shape()
                .leading(2)
                .then(rows.shape().leading(summed.size()).trailing(left.size()))
                .then(columns.shape().trailing(right.size()));
        return new Term(Ops.reshape(product, shape), labels);
    }

    @SafeVarargs
    private static List<Integer> joined(List<Integer>... parts) {
        List<Integer> labels = new ArrayList<>();
        for (List<Integer> part : parts) {
            labels.addAll(part);
        }
        return labels;
    }

    /** The first axes, then so many as one, then the others as one. */
    private static Tensor merged(Tensor x, int first, int next) {
        Shape matrix = x.shape().trailing(x.shape().rank() - first);
        int rows = matrix.leading(matrix.rank() - next).size();
        int columns = matrix.trailing(matrix.rank() - next).size();
        return Ops.reshape(x, x.shape().leading(matrix.rank()).then(Shape.of(rows, columns)));
    }

    /** The axes in the order of labels among which all of the term's are. */
    private static Term ordered(Term term, List<Integer> labels) {
        List<Integer> own = labels.stream().filter(term.labels()::contains).toList();
        int[] order = own.stream().mapToInt(term.labels()::indexOf).toArray();
        return own.equals(term.labels()) ? term : new Term(Ops.permute(term.x(), order), own);
    }

    /** With an axis of length 1 for each label that the term has not. */
    private static Tensor spread(Term term, List<Integer> labels) {
        Term ordered = ordered(term, labels);
        int rank = ordered.labels().size();
        int[] lengths = labels.stream()
                .mapToInt(label -> ordered.labels().contains(label)
                        ? ordered.x().shape().dim(ordered.labels().indexOf(label) - rank)
                        : 1)
                .toArray();
        return Ops.reshape(ordered.x(), Shape.of(lengths));
    }
}
