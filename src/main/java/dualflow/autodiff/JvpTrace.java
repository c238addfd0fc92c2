package dualflow.autodiff;

import dualflow.op.Ops;
import dualflow.tensor.BilinearOp;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.IndexedOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Op;
import dualflow.tensor.QuotientOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import java.util.List;
import java.util.Optional;

/** The interpreter of forward mode: it carries (primal, tangent) through every primitive. */
final class JvpTrace extends Trace {

    /** A dual number; a tensor without a tangent stays what it is. */
    private record DualTensor(JvpTrace trace, Tensor primal, Tensor tangent) implements Tensor {
        @Override
        public Tensor stopGradient() {
            return primal.stopGradient();
        }

        @Override
        public List<Tensor> flatten() {
            return List.of(primal, tangent);
        }

        @Override
        public Optional<Tensor> unflatten(Trace trace, List<Tensor> values) {
            return Optional.of(new DualTensor((JvpTrace) trace, values.get(0), values.get(1)));
        }

        @Override
        public String toString() {
            return TensorText.wrapper(this, "dual", List.of("primal", "tangent"), List.of(primal, tangent));
        }
    }

    private final String name;

    JvpTrace() {
        this("jvp");
    }

    /** The interpreter of a transformation that is forward mode with another name. */
    JvpTrace(String name) {
        this.name = name;
    }

    @Override
    protected String about() {
        return name + ", where its derivative would be lost";
    }

    /** Pairs a primal with its tangent; null means that the tangent is identically zero. */
    Tensor dual(Tensor primal, Tensor tangent) {
        return tangent == null ? primal : new DualTensor(this, primal, tangent);
    }

    Tensor primal(Tensor x) {
        return x instanceof DualTensor dual && dual.trace() == this ? dual.primal() : x;
    }

    /** The tangent in this trace, or null where it is identically zero. */
    Tensor tangent(Tensor x) {
        return x instanceof DualTensor dual && dual.trace() == this ? dual.tangent() : null;
    }

    /** Primal and tangent, zeros where the tangent is identically zero. */
    Dual result(Tensor y) {
        Tensor yDot = tangent(y);
        return new Dual(primal(y), yDot == null ? Ops.zerosLike(primal(y)) : yDot);
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        List<Tensor> x = arguments.stream().map(this::primal).toList();
        List<Tensor> xDot = arguments.stream().map(this::tangent).toList();
        Tensor y = op.on(x);
        Tensor yDot = rule(op, y, x, xDot);
        return dual(y, yDot == null ? null : Ops.broadcast(yDot, y.shape()));
    }

    /** The tangent of op(x), from the one derivative fact that the op states; null where it is identically zero. */
    static Tensor rule(Op op, Tensor y, List<Tensor> x, List<Tensor> xDot) {
        if (op instanceof LinearOp linear) {
            return linear(linear, x, xDot);
        }
        if (op instanceof BilinearOp) {
            Tensor left = xDot.get(0) == null ? null : op.on(xDot.get(0), x.get(1));
            Tensor right = xDot.get(1) == null ? null : op.on(x.get(0), xDot.get(1));
            return left == null ? right : right == null ? left : Ops.add(left, right);
        }
        if (op instanceof QuotientOp quotient) {
            return quotient(quotient, y, x, xDot);
        }
        if (op instanceof IndexedOp) {
            return xDot.get(0) == null ? null : op.on(xDot.get(0), x.get(1));
        }
        if (op instanceof NonlinearOp nonlinear) {
            return nonlinear.jvp(y, x, xDot);
        }
        throw noKind((ElementwiseOp) op);
    }

    private static Tensor linear(LinearOp op, List<Tensor> x, List<Tensor> xDot) {
        if (!xDot.contains(null)) {
            return op.on(xDot);
        }
        List<Shape> shapes = x.stream().map(Tensor::shape).toList();
        Tensor sum = null;
        for (int k = 0; k < xDot.size(); k++) {
            if (xDot.get(k) != null) {
                Tensor term = op.alone(k, xDot.get(k), shapes);
                sum = sum == null ? term : Ops.add(sum, term);
            }
        }
        return sum;
    }

    /** (aDot - y bDot) / b. */
    private static Tensor quotient(QuotientOp op, Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor aDot = xDot.get(0);
        Tensor moved = xDot.get(1) == null ? null : op.product().on(y, xDot.get(1));
        Tensor numerator = moved == null ? aDot : aDot == null ? Ops.negate(moved) : Ops.subtract(aDot, moved);
        return numerator == null ? null : op.on(numerator, x.get(1));
    }

    static IllegalStateException noKind(Op op) {
        return new IllegalStateException(op.name()
                + " states no derivative fact: it is no LinearOp, BilinearOp, QuotientOp, IndexedOp or NonlinearOp");
    }
}
