package dualflow.autodiff;

import dualflow.op.Ops;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import java.util.List;
import java.util.Optional;

/**
 * The interpreter of vmap: it carries one mapped axis in front of every value that depends on it. Because leading axes are
 * free, one rule serves every op: give each mapped argument as many leading axes as the op has, with axes of length 1
 * after the mapped one, and apply the op once.
 */
final class BatchTrace extends Trace {

    /** A value whose first axis is the mapped one; the program sees only the axes after it. */
    private record Mapped(BatchTrace trace, Tensor all) implements Tensor {
        @Override
        public Shape shape() {
            Shape shape = all.shape(); // once: each level within another would double the work
            return shape.trailing(shape.rank() - 1);
        }

        @Override
        public Tensor stopGradient() {
            return new Mapped(trace, all.stopGradient());
        }

        @Override
        public List<Tensor> flatten() {
            return List.of(all);
        }

        @Override
        public Optional<Tensor> unflatten(Trace trace, List<Tensor> values) {
            return Optional.of(new Mapped((BatchTrace) trace, values.get(0)));
        }

        @Override
        public String toString() {
            String each = dtype().toString() + shape();
            return TensorText.wrapper(this, "mapped", List.of("each", "all"), List.of(each, all));
        }
    }

    @Override
    protected String about() {
        return "vmap, where its mapped axis would be lost";
    }

    Tensor mapped(Tensor all) {
        return new Mapped(this, all);
    }

    /** The value with its mapped axis in front, or null where it does not depend on the axis. */
    Tensor unwrap(Tensor x) {
        return x instanceof Mapped mapped && mapped.trace() == this ? mapped.all() : null;
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        int leading = 0;
        for (int k = 0; k < arguments.size(); k++) {
            leading = Math.max(leading, arguments.get(k).shape().rank() - op.trailing(k));
        }
        Tensor[] all = new Tensor[arguments.size()];
        for (int k = 0; k < all.length; k++) {
            Tensor mapped = unwrap(arguments.get(k));
            int missing = leading - (arguments.get(k).shape().rank() - op.trailing(k));
            all[k] = mapped == null ? arguments.get(k) : Ops.insertAxes(mapped, 1, missing);
        }
        return mapped(op.on(all));
    }
}
