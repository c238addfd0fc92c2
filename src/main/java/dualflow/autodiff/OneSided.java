package dualflow.autodiff;

import dualflow.op.Abs;
import dualflow.op.Maximum;
import dualflow.op.Minimum;
import dualflow.op.Ops;
import dualflow.op.Pow;
import dualflow.op.Relu;
import dualflow.op.Sqrt;
import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * One-sided derivatives of programs of scalars, exact and of any order: those of the smooth piece of the program just ahead of a
 * point, or just behind it. This interpreter is above as many forward-mode ones as the order has, so that every value has its
 * derivatives along the direction. Where a primitive has a kink, the first non-zero one of them determines into which smooth branch the
 * argument moves, and that branch is taken.
 */
public final class OneSided extends Trace {

    /** The side of the point. */
    public enum Side {
        /** x - h v for small positive h. */
        LEFT,
        /** x + h v for small positive h. */
        RIGHT
    }

    /** A value whose derivatives the interpreters below have. */
    private record Sided(OneSided trace, Tensor below) implements Tensor {
        @Override
        public Tensor stopGradient() {
            return below.stopGradient();
        }

        @Override
        public List<Tensor> flatten() {
            return List.of(below);
        }
    }

    private final List<JvpTrace> levels; // the highest first
    private final Side side;

    private OneSided(List<JvpTrace> levels, Side side) {
        this.levels = levels;
        this.side = side;
    }

    /**
     * A one-sided derivative along a direction, with the sign of the direction: for f(x) = |x| at 0 along 1 it is -1 on the left and 1 on the
     * right.
     *
     * @param f the program, of scalars
     * @param x the point
     * @param xDot the direction; null where it is held fixed
     * @param order which derivative, 1 or more
     * @param side the side of x
     * @return the derivative; infinite where it grows without bound, NaN where the program has no value on that side, or where its rules
     *     multiply zero by infinity
     */
    public static double derivative(TensorFunction f, List<Tensor> x, List<Tensor> xDot, int order, Side side) {
        Autodiff.requireTangents(x, xDot);
        List<JvpTrace> levels = new ArrayList<>();
        List<Tensor> arguments = List.copyOf(x);
        for (int k = 0; k < order; k++) {
            JvpTrace level = new JvpTrace();
            levels.add(0, level);
            List<Tensor> lifted = new ArrayList<>();
            for (int i = 0; i < x.size(); i++) {
                lifted.add(level.dual(arguments.get(i), xDot.get(i)));
            }
            arguments = lifted;
        }
        OneSided trace = new OneSided(levels, side); // made after them, so that it interprets first
        List<Tensor> sided = arguments.stream().map(trace::sided).toList();
        Tensor y = trace.below(f.apply(sided));
        trace.finish();
        levels.forEach(Trace::finish);
        return trace.derivative(y, order);
    }

    @Override
    protected String about() {
        return "a one-sided derivative, where it would be lost";
    }

    private Tensor sided(Tensor below) {
        return new Sided(this, below);
    }

    private Tensor below(Tensor x) {
        return x instanceof Sided sided && sided.trace() == this ? sided.below() : x;
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        Tensor x = arguments.get(0);
        if (Kinks.convention(op, arguments).isPresent()) {
            if (op instanceof Abs) {
                return direction(below(x)) < 0 ? Ops.negate(x) : x;
            }
            if (op instanceof Relu) {
                return direction(below(x)) < 0 ? Ops.zerosLike(x) : x;
            }
            boolean first = direction(Ops.subtract(below(x), below(arguments.get(1)))) < 0
                    ? op instanceof Minimum
                    : op instanceof Maximum;
            return first ? x : arguments.get(1);
        }
        if (Kinks.isSingular(op, arguments) && direction(below(x)) < 0 && endsAtZero(op, arguments)) {
            return Ops.scale(x, Double.NaN);
        }
        return sided(op.on(arguments.stream().map(this::below).toList()));
    }

    /** Whether the op is undefined for negative numbers. */
    private static boolean endsAtZero(Op op, List<Tensor> x) {
        return op instanceof Sqrt || (op instanceof Pow && !isWhole(x.get(1)));
    }

    private static boolean isWhole(Tensor x) {
        double number = x.bottom().toDouble();
        return number == Math.rint(number);
    }

    /** The sign of a value that is zero at the point, next to it: that of the first non-zero derivative. */
    private double direction(Tensor x) {
        double sign = 1;
        for (int j = 1; j <= levels.size(); j++) {
            sign = side == Side.LEFT ? -sign : 1;
            double derivative = derivative(x, j);
            if (derivative != 0) {
                return sign * derivative;
            }
        }
        return 0;
    }

    /** The derivative of some order: the tangent at that many levels, and the primal at the others. */
    private double derivative(Tensor x, int order) {
        Tensor at = x;
        for (int i = 0; i < levels.size(); i++) {
            at = i < order ? levels.get(i).tangent(at) : levels.get(i).primal(at);
            if (at == null) {
                return 0;
            }
        }
        return at.value().toDouble();
    }
}
