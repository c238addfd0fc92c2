package dualflow.rounding;

import dualflow.op.Abs;
import dualflow.op.ArgMax;
import dualflow.op.Argsort;
import dualflow.op.Erfcx;
import dualflow.op.Log;
import dualflow.op.Log1p;
import dualflow.op.LogNdtr;
import dualflow.op.LogSumExp;
import dualflow.op.MatrixSquareRoot;
import dualflow.op.Max;
import dualflow.op.MaxPool;
import dualflow.op.MaxPoolPosition;
import dualflow.op.Maximum;
import dualflow.op.Minimum;
import dualflow.op.Ops;
import dualflow.op.Polygamma;
import dualflow.op.Pow;
import dualflow.op.PowPartial;
import dualflow.op.Reciprocal;
import dualflow.op.Relu;
import dualflow.op.SearchSorted;
import dualflow.op.Shift;
import dualflow.op.Softmax;
import dualflow.op.Sqrt;
import dualflow.op.SymmetricEigenvalue;
import dualflow.op.Where;
import dualflow.tensor.DType;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The rules of nonlinear ops: of what selects, of functions entry by entry, and of some whose |J| m is known. */
final class NonlinearMagnitude {
    /** The logarithm among the terms of the digamma function, which cancel near its zero. */
    private static final double DIGAMMA_TERMS = Math.log(10);

    /** Whole numbers without a derivative. */
    private static final Set<Class<? extends Op>> POSITIONS =
            Set.of(ArgMax.class, Argsort.class, MaxPoolPosition.class, SearchSorted.class);

    private NonlinearMagnitude() {}

    static Tensor of(NonlinearOp op, Application a) {
        Tensor m = a.magnitude(op instanceof Where ? 1 : 0);
        if (op instanceof Abs) {
            return m;
        }
        if (POSITIONS.contains(op.getClass())) {
            return Ops.abs(a.y());
        }
        if (op instanceof Shift shift) {
            return Ops.shift(m, Math.abs(shift.c()));
        }
        if (op instanceof Where) {
            return Ops.where(a.x().get(0), m, a.magnitude(2));
        }
        if (op instanceof Relu) {
            return chosen(upper(a, 0), a.y(), m);
        }
        if (op instanceof Maximum) {
            return Ops.maximum(chosen(upper(a, 0), a.y(), m), chosen(upper(a, 1), a.y(), a.magnitude(1)));
        }
        if (op instanceof Minimum) {
            return Ops.maximum(chosen(a.y(), lower(a, 0), m), chosen(a.y(), lower(a, 1), a.magnitude(1)));
        }
        if (op instanceof Max max) {
            return Ops.relu(
                    Ops.max(chosen(upper(a, 0), behind(a.y(), max.axes()), m), max.axes())); // 0 for empty blocks
        }
        if (op instanceof MaxPool pool) {
            return ofWindows(pool, a);
        }
        if (op instanceof Softmax softmax) {
            Tensor mean = Ops.sum(Ops.multiply(a.y(), m), softmax.axes());
            return Ops.multiply(a.y(), Ops.shift(Ops.add(m, behind(mean, softmax.axes())), 1));
        }
        if (op instanceof LogSumExp sum) {
            Tensor mean = Ops.sum(Ops.multiply(Ops.softmax(a.x().get(0), sum.axes()), m), sum.axes());
            return Ops.add(mean, Ops.abs(a.y()));
        }
        if (op instanceof Reciprocal) {
            Tensor divisor = Ops.maximum(a.absolute(0), a.rounding(0));
            return Ops.divide(Ops.shift(Ops.divide(m, divisor), 1), divisor);
        }
        if (op instanceof SymmetricEigenvalue) {
            return Ops.add(norm(m), Ops.abs(a.y()));
        }
        if (op instanceof MatrixSquareRoot) {
            return MagnitudeRules.drawn(a, List.of(Ops.add(a.x().get(0), ridge(a))));
        }
        if (op instanceof Polygamma digamma && digamma.order() == 0) {
            return Ops.shift(entryByEntry(op, a), DIGAMMA_TERMS);
        }
        if (op instanceof Erfcx erfcx) {
            return Ops.add(entryByEntry(op, a), NormalMagnitude.terms(erfcx, a.x().get(0)));
        }
        if (op instanceof LogNdtr logarithm) {
            return Ops.add(entryByEntry(op, a), NormalMagnitude.terms(logarithm, a.x().get(0)));
        }
        return op instanceof ElementwiseOp ? entryByEntry(op, a) : MagnitudeRules.drawn(a);
    }

    /** The greatest row sum of the symmetric part of matrices m, at least 0: no symmetric matrix of these absolute values has a greater eigenvalue. */
    private static Tensor norm(Tensor m) {
        return Ops.max(Ops.sum(Ops.scale(Ops.add(m, Ops.transpose(m)), 0.5), 1), 1);
    }

    /** As much of the identity as rounding may take from the least eigenvalue. */
    private static Tensor ridge(Application a) {
        Tensor rounding = Ops.shift(norm(a.rounding(0)), least(a));
        Shape square = a.y().shape().trailing(2);
        double[] identity = new double[square.size()];
        for (int i = 0; i < square.dim(-1); i++) {
            identity[i * square.dim(-1) + i] = 1;
        }
        return Ops.multiply(behind(rounding, 2), a.y().device().tensor(a.y().dtype(), square, identity));
    }

    /** The least positive number of full precision. */
    private static double least(Application a) {
        return a.y().dtype() == DType.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    }

    // Selections: an element that is less than the greatest may be the right one if it differs by a rounding.

    private static Tensor upper(Application a, int k) {
        return Ops.add(a.x().get(k), a.rounding(k));
    }

    private static Tensor lower(Application a, int k) {
        return Ops.subtract(a.x().get(k), a.rounding(k));
    }

    /** m where the greater is not less, zeros elsewhere. */
    private static Tensor chosen(Tensor greater, Tensor less, Tensor m) {
        Tensor mask = Ops.shift(Ops.compare(greater, less), 1);
        return Ops.where(mask, m, m.device().scalar(m.dtype(), 0));
    }

    /** A value for each block, to be compared with the block's elements. */
    private static Tensor behind(Tensor x, int axes) {
        return Ops.insertAxes(x, x.shape().rank(), axes);
    }

    private static Tensor ofWindows(MaxPool pool, Application a) {
        Tensor windows = Ops.unfold(upper(a, 0), pool.window(), pool.stride(), pool.padding());
        Tensor magnitudes = Ops.unfold(a.magnitude(0), pool.window(), pool.stride(), pool.padding());
        Tensor greatest = Ops.insertAxes(a.y(), a.y().shape().rank() - 1, 1);
        return Ops.max(Ops.transpose(chosen(windows, greatest, magnitudes)), 1);
    }

    // Functions

    private static Tensor entryByEntry(NonlinearOp op, Application a) {
        List<Tensor> at = regular(op, a);
        Tensor y = at == a.x() ? a.y() : op.on(at);
        Tensor sum = Ops.abs(a.y());
        for (int k = 0; k < at.size(); k++) {
            if (!a.isConstant(k)) {
                List<Tensor> direction = new ArrayList<>(Collections.nCopies(at.size(), null));
                direction.set(k, a.magnitude(k));
                Tensor moved = op.jvp(y, at, direction);
                sum = moved == null ? sum : Ops.add(sum, Ops.abs(moved));
            }
        }
        return sum;
    }

    /** The arguments or, where there is no derivative, others from which rounding cannot tell them. */
    private static List<Tensor> regular(Op op, Application a) {
        if (op instanceof Log1p) {
            return List.of(Ops.maximum(a.x().get(0), Ops.shift(a.rounding(0), -1)));
        }
        boolean isPower = op instanceof Pow || op instanceof PowPartial; // of which |derivative| depends on |x|
        if (!isPower && !(op instanceof Sqrt) && !(op instanceof Log)) {
            return a.x();
        }
        List<Tensor> at = new ArrayList<>(a.x());
        at.set(0, Ops.maximum(isPower ? a.absolute(0) : a.x().get(0), Ops.shift(a.rounding(0), least(a))));
        return at;
    }
}
