package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Dimension;
import dualflow.syntax.FormulaException;
import dualflow.syntax.Symbol;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The random quantities with finitely many values, or that are averaged over at finitely many nodes: all combinations of their values. */
final class DiscreteSources {
    private static final int MOST_COMBINATIONS = 4096;

    private final Evaluator evaluator;
    private final Context context;
    private final List<Symbol.Random> sources;
    private final Map<String, Meaning.Index> fixed;
    private final List<Integer> counts = new ArrayList<>();

    /** One combination. */
    record Atom(Frame frame, Tensor logWeight) {}

    /**
     * Sources in a frame.
     *
     * @param fixed indices that are conditioned on, by the name of their source
     * @throws UndecidedException if there are too many combinations
     */
    DiscreteSources(Evaluator evaluator, List<Symbol.Random> sources, Map<String, Meaning.Index> fixed, Frame frame) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
        this.sources = sources.stream()
                .filter(source -> !(source.distribution() instanceof Symbol.StandardNormal)
                        && !(source.distribution() instanceof Symbol.Normal))
                .toList();
        this.fixed = fixed;
        Frame bound = frame;
        for (Symbol.Random source : this.sources) {
            long count = fixed.containsKey(source.name()) ? 1 : count(source, bound);
            if (count > MOST_COMBINATIONS / combinations()) {
                throw new UndecidedException("more than " + MOST_COMBINATIONS
                        + " values of what is random and discrete are too many to be enumerated");
            }
            if (count == 0) {
                throw new SizeException("'" + source.name() + "' has no values, its size is 0");
            }
            counts.add((int) count);
            // Weights of later ones may depend on the value of earlier ones.
            bound = bound.with(source.name(), value(source, bound, first(source, bound)));
        }
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    /** Whether one of them has this kind of distribution. */
    boolean has(Class<? extends Symbol.Distribution> distribution) {
        return sources.stream().anyMatch(source -> distribution.isInstance(source.distribution()));
    }

    long combinations() {
        return counts.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    private long count(Symbol.Random source, Frame frame) {
        Symbol.Distribution distribution = source.distribution();
        if (distribution instanceof Symbol.Categorical categorical) {
            return context.size(weights(categorical, frame).type().rows());
        }
        if (distribution instanceof Symbol.Points points) {
            return context.size(points.count());
        }
        if (distribution instanceof Symbol.Signs signs) {
            return 1L << Math.min(context.size(signs.size()), Integer.SIZE);
        }
        return distribution instanceof Symbol.Sphere sphere ? 2L * context.size(sphere.size()) : context.steps();
    }

    private Value weights(Symbol.Categorical categorical, Frame frame) {
        return weights(evaluator, categorical, frame);
    }

    /** The probabilities of a categorical quantity, a vector. */
    static Value weights(Evaluator evaluator, Symbol.Categorical categorical, Frame frame) {
        Value weights = evaluator.value(categorical.weights(), frame);
        if (!weights.type().isColumn()) {
            throw new FormulaException(
                    categorical.span(), "the weights are " + weights.type() + ", a vector is needed", "");
        }
        return weights;
    }

    /** For each source a tensor of all its values, [combinations, ...]: marks of indices, points, nodes. */
    List<Tensor> values(Frame frame) {
        List<Tensor> all = new ArrayList<>();
        Frame bound = frame;
        for (int j = 0; j < sources.size(); j++) {
            all.add(Ops.gather(table(sources.get(j), bound), choices(j)));
            bound = bound.with(sources.get(j).name(), value(sources.get(j), bound, first(sources.get(j), bound)));
        }
        return all;
    }

    /** Which of its values a source takes in each combination. */
    private List<Integer> choices(int source) {
        int after = 1;
        for (int j = source + 1; j < counts.size(); j++) {
            after *= counts.get(j);
        }
        List<Integer> choices = new ArrayList<>();
        for (int i = 0; i < combinations(); i++) {
            choices.add(i / after % counts.get(source));
        }
        return choices;
    }

    /** One row for each value: marks, or the value with its weight behind it. */
    private Tensor table(Symbol.Random source, Frame frame) {
        Symbol.Distribution distribution = source.distribution();
        Meaning.Index known = fixed.get(source.name());
        if (known != null) {
            return Ops.reshape(known.marks(), Shape.of(1, known.marks().shape().size()));
        }
        if (distribution instanceof Symbol.Categorical categorical) {
            return context.identity(
                    context.size(weights(categorical, frame).type().rows()));
        }
        if (distribution instanceof Symbol.Points) {
            Tensor points = ((Meaning.Family)
                            frame.find(source.name() + DrawKeys.POINTS).orElseThrow())
                    .all();
            Tensor weights = ((Meaning.Family)
                            frame.find(source.name() + DrawKeys.WEIGHTS).orElseThrow())
                    .all();
            return Ops.concat(points, ValueArithmetic.asColumn(weights), -1);
        }
        int count = (int) count(source, frame);
        if (distribution instanceof Symbol.Uniform) {
            Nodes nodes = Nodes.legendre(count);
            double[] rows = new double[2 * count];
            for (int i = 0; i < count; i++) {
                rows[2 * i] = nodes.points()[i];
                rows[2 * i + 1] = nodes.weights()[i];
            }
            return context.tensor(Shape.of(count, 2), rows);
        }
        boolean signs = distribution instanceof Symbol.Signs;
        int d = context.size(size(distribution));
        double[] rows = new double[count * (d + 1)];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < d; k++) {
                rows[i * (d + 1) + k] = signs ? ((i >> k & 1) == 0 ? 1 : -1) : i % d == k ? (i < d ? 1 : -1) : 0;
            }
            rows[i * (d + 1) + d] = 1.0 / count;
        }
        return context.tensor(Shape.of(count, d + 1), rows);
    }

    private static Dimension size(Symbol.Distribution distribution) {
        if (distribution instanceof Symbol.Signs signs) {
            return signs.size();
        }
        return distribution instanceof Symbol.Sphere sphere ? sphere.size() : ((Symbol.Points) distribution).size();
    }

    private Tensor first(Symbol.Random source, Frame frame) {
        Tensor table = table(source, frame);
        return Ops.reshape(Ops.slice(table, -2, 0, 1), Shape.of(table.shape().dim(-1)));
    }

    /** The meaning of a source in a combination, from its row. */
    private Meaning value(Symbol.Random source, Frame frame, Tensor row) {
        Symbol.Distribution distribution = source.distribution();
        Meaning.Index known = fixed.get(source.name());
        if (known != null) {
            return known;
        }
        if (distribution instanceof Symbol.Categorical categorical) {
            Dimension size = weights(categorical, frame).type().rows();
            return new Meaning.Index(row, size, 1, context.size(size));
        }
        int d = row.shape().size() - 1;
        Tensor numbers = Ops.slice(row, -1, 0, d);
        Degree degree = distribution instanceof Symbol.Points || distribution instanceof Symbol.Signs
                ? Degree.NONE
                : Degree.LINEAR;
        return distribution instanceof Symbol.Uniform
                ? new Value(Ops.reshape(numbers, Shape.SCALAR), ValueType.NUMBER, degree)
                : new Value(numbers, ValueType.column(size(distribution)), degree);
    }

    /** A combination: the frame in which all sources are bound, and the logarithm of its probability. */
    Atom atom(Frame frame, List<Tensor> rows) {
        Frame bound = frame;
        Tensor logWeight = context.number(0);
        for (int j = 0; j < sources.size(); j++) {
            Symbol.Random source = sources.get(j);
            Tensor row = rows.get(j);
            Tensor weight = source.distribution() instanceof Symbol.Categorical categorical
                    ? Indexing.member(weights(categorical, bound).tensor(), row)
                    : Ops.reshape(Ops.slice(row, -1, row.shape().size() - 1, 1), Shape.SCALAR);
            logWeight = Ops.add(logWeight, Ops.log(weight));
            bound = bound.with(source.name(), value(source, bound, row));
        }
        return new Atom(bound, logWeight);
    }

    /** The first combination, for types and degrees. */
    Atom first(Frame frame) {
        Frame bound = frame;
        List<Tensor> rows = new ArrayList<>();
        for (Symbol.Random source : sources) {
            Tensor row = first(source, bound);
            rows.add(row);
            bound = bound.with(source.name(), value(source, bound, row));
        }
        return atom(frame, rows);
    }
}
