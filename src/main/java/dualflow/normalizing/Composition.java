package dualflow.normalizing;

import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Bijections one after the other: log |det| of the whole is the sum over the parts, each at the point that the parts before it reach. The parameters of
 * part i are named i.
 *
 * @param parts the bijections in the order of the forward direction, all of one dimension
 */
public record Composition(List<Bijection> parts) implements Bijection {
    /**
     * Copies the list.
     *
     * @param parts the bijections in the order of the forward direction, all of one dimension
     * @throws ShapeException if there is none, or their dimensions differ
     */
    public Composition {
        parts = List.copyOf(parts);
        List<Integer> dimensions =
                parts.stream().map(Bijection::dimension).distinct().toList();
        if (dimensions.size() != 1) {
            throw new ShapeException(
                    "a composition has parts of one dimension, at least one part, got the dimensions " + dimensions);
        }
    }

    @Override
    public int dimension() {
        return parts.get(0).dimension();
    }

    @Override
    public Specification specification() {
        Specification all = Specification.NONE;
        for (int i = 0; i < parts.size(); i++) {
            all = all.and(Integer.toString(i), parts.get(i));
        }
        return all;
    }

    @Override
    public Mapped forward(Pass pass, Tensor x) {
        Mapped all = null;
        for (int i = 0; i < parts.size(); i++) {
            all = then(all, parts.get(i).forward(pass.under(Integer.toString(i)), all == null ? x : all.value()));
        }
        return all;
    }

    @Override
    public Mapped inverse(Pass pass, Tensor y) {
        Mapped all = null;
        for (int i = parts.size() - 1; i >= 0; i--) {
            all = then(all, parts.get(i).inverse(pass.under(Integer.toString(i)), all == null ? y : all.value()));
        }
        return all;
    }

    private static Mapped then(Mapped before, Mapped next) {
        return before == null
                ? next
                : new Mapped(next.value(), Ops.add(before.logDeterminant(), next.logDeterminant()));
    }
}
