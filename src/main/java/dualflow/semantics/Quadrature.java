package dualflow.semantics;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;

/** Weighted sums of a function over nodes; where they are many, in chunks, each in an arena of its own. */
final class Quadrature {
    static final int MOST_NODES = 60_000;
    private static final int CHUNK = 128; // nodes at once, so that their tensors fit into the processor's cache

    private Quadrature() {}

    /** The sum of w_i f(x_i) over nodes [count, dimension]. */
    static Tensor sum(Context context, Nodes nodes, int dimension, Function<Tensor, Tensor> f) {
        int count = nodes.weights().length;
        if (count <= 2 * CHUNK) {
            return part(f, points(context, nodes, dimension, 0, count), weights(context, nodes, 0, count));
        }
        // once outside the chunks' arenas, so that what does not depend on the node is computed once
        context.warmedBy(f.apply(context.fill(Shape.of(dimension), 0)));
        Tensor sum = null;
        try (RepeatedStep chunk = context.repeated(x -> part(f, x.get(0), x.get(1)))) {
            for (int from = 0; from < count; from += CHUNK) {
                int to = Math.min(from + CHUNK, count);
                Tensor part = chunk.at(points(context, nodes, dimension, from, to), weights(context, nodes, from, to));
                sum = sum == null ? part : Ops.add(sum, part);
            }
        }
        return sum;
    }

    private static Tensor part(Function<Tensor, Tensor> f, Tensor points, Tensor weights) {
        return IndexSums.weighted(weights, Autodiff.vmap(f::apply, points));
    }

    private static Tensor points(Context context, Nodes nodes, int dimension, int from, int to) {
        return context.tensor(
                Shape.of(to - from, dimension), Arrays.copyOfRange(nodes.points(), from * dimension, to * dimension));
    }

    private static Tensor weights(Context context, Nodes nodes, int from, int to) {
        return context.tensor(Shape.of(to - from), Arrays.copyOfRange(nodes.weights(), from, to));
    }
}
