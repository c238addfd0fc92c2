package dualflow.autodiff;

import dualflow.op.Abs;
import dualflow.op.Atan2;
import dualflow.op.Hypot;
import dualflow.op.Max;
import dualflow.op.Minimum;
import dualflow.op.Norm;
import dualflow.op.Ops;
import dualflow.op.Pow;
import dualflow.op.Relu;
import dualflow.op.Sqrt;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * One-sided derivatives of programs, exact and of any order: those of the smooth piece of the program just ahead of a
 * point, or just behind it. This interpreter is above as many forward-mode ones as the order has, so that every value has its
 * derivatives along the direction. Where a primitive has a kink, the first non-zero one of them determines into which smooth branch a
 * number moves, and that branch is taken.
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

        @Override
        public String toString() {
            return TensorText.wrapper(this, "one-sided", List.of("value"), List.of(below));
        }
    }

    private final List<JvpTrace> levels; // the highest first
    private final Side side;
    private boolean isLost; // whether a derivative is of a higher order than is found

    private OneSided(List<JvpTrace> levels, Side side) {
        this.levels = levels;
        this.side = side;
    }

    /**
     * A one-sided derivative along a direction, with the sign of the direction: for f(x) = |x| at 0 along 1 it is -1 on the left and 1 on the
     * right.
     *
     * @param f the program, whose value is a number
     * @param x the point
     * @param xDot the direction; null where it is held fixed
     * @param order which derivative, 1 or more
     * @param side the side of x
     * @return the derivative; infinite where it grows without bound, NaN where the program has no value on that side, or where its rules
     *     multiply zero by infinity
     */
    public static double derivative(TensorFunction f, List<Tensor> x, List<Tensor> xDot, int order, Side side) {
        return of(f, x, xDot, order, side).value().toDouble();
    }

    /**
     * {@link #derivative} of programs of any shape, each number of whose value has its own one-sided derivative.
     *
     * @param f the program
     * @param x the point
     * @param xDot the direction; null where it is held fixed
     * @param order which derivative, 1 or more
     * @param side the side of x
     * @return the derivative, of the value's shape
     */
    public static Tensor of(TensorFunction f, List<Tensor> x, List<Tensor> xDot, int order, Side side) {
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
        double[] derivative = trace.derivative(y, order);
        if (trace.isLost) {
            Arrays.fill(derivative, Double.NaN);
        }
        return y.device().tensor(y.dtype(), y.shape(), derivative);
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
        boolean hasKink = Kinks.convention(op, arguments).isPresent();
        if (hasKink && op instanceof Abs) {
            Tensor y = Ops.multiply(mask(below(x), direction -> direction < 0 ? -1 : 1), x);
            return Ops.shift(y, 0); // 0 for -0, which would turn the sign of a slope
        }
        if (hasKink && op instanceof Relu) {
            return Ops.select(mask(below(x), direction -> direction < 0 ? 0 : 1), x);
        }
        if (hasKink && op instanceof Max max) {
            return greatest(max, x);
        }
        if (hasKink && op instanceof Norm norm) {
            return cone(norm, x);
        }
        if (hasKink && op instanceof Hypot) {
            return Ops.norm(pairs(x, arguments.get(1)), 1);
        }
        Optional<Tensor> jump = Kinks.jump(op, arguments);
        if (hasKink && jump.isEmpty()) {
            Tensor difference = Ops.subtract(below(x), below(arguments.get(1)));
            boolean isMinimum = op instanceof Minimum;
            Tensor first = mask(difference, direction -> direction < 0 == isMinimum ? 1 : 0);
            return Ops.where(first, x, arguments.get(1));
        }
        List<Tensor> below = arguments.stream().map(this::below).toList();
        Tensor y = sided(op instanceof Sqrt sqrt ? sqrt.on(Ops.shift(below.get(0), 0)) : op.on(below));
        if (hasKink) {
            return moves(below(x)) ? undefinedAtJump(y, x, op, jump.orElseThrow()) : y;
        }
        return Kinks.isSingular(op, arguments) && endsAtZero(op, arguments) ? undefinedBelowZero(y, x) : y;
    }

    /** Whether a number may change along the direction. */
    private boolean moves(Tensor x) {
        Tensor at = x;
        boolean moves = false;
        for (JvpTrace level : levels) {
            moves |= level.tangent(at) != null;
            at = level.primal(at);
        }
        return moves;
    }

    /** Two tensors as one of pairs. */
    private static Tensor pairs(Tensor a, Tensor b) {
        Shape shape = Shape.broadcast(List.of(a.shape(), b.shape()));
        Shape last = shape.then(Shape.of(1));
        return Ops.concat(Ops.reshape(Ops.broadcast(a, shape), last), Ops.reshape(Ops.broadcast(b, shape), last), -1);
    }

    /**
     * Norms of which some are zero. Where p is what moves away from there, p = h^j q + ..., its length is that along q but for terms of h^(j+2):
     * no derivative of a higher order is found.
     */
    private Tensor cone(Norm norm, Tensor x) {
        double[] at = x.bottom().toDoubles();
        int size = x.shape().trailing(norm.axes()).size();
        double[] isZero = new double[at.length / size];
        double[] units = new double[at.length];
        for (int block = 0; block < isZero.length; block++) {
            double[] numbers = Arrays.copyOfRange(at, block * size, (block + 1) * size);
            if (Arrays.stream(numbers).allMatch(number -> number == 0)) {
                isZero[block] = 1;
                System.arraycopy(unit(x, block, size), 0, units, block * size, size);
            }
        }
        Tensor along = Ops.sum(Ops.multiply(x.device().tensor(x.dtype(), x.shape(), units), x), norm.axes());
        Tensor y = sided(norm.on(below(x)));
        return Ops.where(y.device().tensor(y.dtype(), y.shape(), isZero), along, y);
    }

    /** The direction into which a block moves from zero. */
    private double[] unit(Tensor x, int block, int size) {
        for (int j = 1; j <= levels.size(); j++) {
            double[] moves = Arrays.copyOfRange(derivative(below(x), j), block * size, (block + 1) * size);
            double length =
                    Math.sqrt(Arrays.stream(moves).map(move -> move * move).sum());
            if (length != 0) {
                double sign = side == Side.LEFT && j % 2 == 1 ? -1 : 1;
                isLost |= j < levels.size() - 1;
                return Arrays.stream(moves).map(move -> sign * move / length).toArray();
            }
        }
        return new double[size];
    }

    /** As a maximum of two after another, each of which takes the branch that it moves into. */
    private static Tensor greatest(Max max, Tensor x) {
        Shape leading = x.shape().leading(max.axes());
        int size = x.shape().trailing(max.axes()).size();
        Tensor row = Ops.reshape(x, leading.then(Shape.of(size)));
        Tensor greatest = Ops.slice(row, -1, 0, 1);
        for (int i = 1; i < size; i++) {
            greatest = Ops.maximum(greatest, Ops.slice(row, -1, i, 1));
        }
        return Ops.reshape(greatest, leading);
    }

    /** What is no number, nor are its derivatives, where x is zero and moves from there below it. */
    private Tensor undefinedBelowZero(Tensor y, Tensor x) {
        double[] at = x.bottom().toDoubles();
        double[] directions = directions(below(x));
        for (int i = 0; i < at.length; i++) {
            at[i] = at[i] == 0 && directions[i] < 0 ? 0 : 1;
        }
        return undefined(y, x, at);
    }

    /** What has no derivative where the numbers of its jump are zero; of atan2 only on the side that is across the cut. */
    private Tensor undefinedAtJump(Tensor y, Tensor x, Op op, Tensor jump) {
        double[] at = jump.bottom().toDoubles();
        if (!(op instanceof Atan2)) {
            return undefined(y, x, at);
        }
        Tensor all = Ops.broadcast(x, y.shape());
        double[] zeros = all.bottom().toDoubles();
        double[] directions = directions(below(all));
        for (int i = 0; i < at.length; i++) {
            at[i] = directions[i] * Math.copySign(1, zeros[i]) > 0 ? 1 : at[i];
        }
        return undefined(y, all, at);
    }

    /** What is no number, nor are its derivatives, where one of some numbers is zero; these are as many as those of x, which moves. */
    private static Tensor undefined(Tensor y, Tensor x, double... at) {
        double[] zeros = Arrays.stream(at).map(number -> number == 0 ? 1 : 0).toArray();
        Tensor mask = y.device().tensor(y.dtype(), y.shape(), zeros);
        return Ops.add(y, Ops.select(mask, Ops.scale(x, Double.NaN)));
    }

    /** Whether the op is undefined for negative numbers. */
    private boolean endsAtZero(Op op, List<Tensor> x) {
        return op instanceof Sqrt || (op instanceof Pow && (moves(below(x.get(1))) || !Kinks.isWhole(x.get(1))));
    }

    /** A tensor of numbers that rest on the directions of x. */
    private Tensor mask(Tensor x, DoubleUnaryOperator ofDirection) {
        double[] numbers = Arrays.stream(directions(x)).map(ofDirection).toArray();
        return x.device().tensor(x.dtype(), x.shape(), numbers);
    }

    /** The signs of x next to the point: of the value or, where that is zero, of the first derivative that is not. */
    private double[] directions(Tensor x) {
        double[] signs = x.bottom().toDoubles();
        double sign = 1;
        for (int j = 1; j <= levels.size(); j++) {
            sign = side == Side.LEFT ? -sign : 1;
            double[] derivative = derivative(x, j);
            for (int i = 0; i < signs.length; i++) {
                signs[i] = signs[i] == 0 ? sign * derivative[i] : signs[i];
            }
        }
        return signs;
    }

    /** The derivatives of some order: the tangent at that many levels, and the primal at the others. */
    private double[] derivative(Tensor x, int order) {
        Tensor at = x;
        for (int i = 0; i < levels.size(); i++) {
            at = i < order ? levels.get(i).tangent(at) : levels.get(i).primal(at);
            if (at == null) {
                return new double[x.shape().size()];
            }
        }
        return at.value().toDoubles();
    }
}
