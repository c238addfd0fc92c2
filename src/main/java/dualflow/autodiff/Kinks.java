package dualflow.autodiff;

import dualflow.op.Abs;
import dualflow.op.Divide;
import dualflow.op.Log;
import dualflow.op.Log1p;
import dualflow.op.Maximum;
import dualflow.op.Minimum;
import dualflow.op.Pow;
import dualflow.op.PowPartial;
import dualflow.op.Reciprocal;
import dualflow.op.Relu;
import dualflow.op.Sqrt;
import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Where primitives of scalars are not smooth. */
final class Kinks {
    private Kinks() {}

    /**
     * The derivative's convention for an op where its left and its right derivative differ.
     *
     * @param op the primitive
     * @param x its arguments
     * @return the convention, as in {@link dualflow.op}; nothing where the op has no kink
     */
    static Optional<String> convention(Op op, List<Tensor> x) {
        if (op instanceof Abs && isZero(x.get(0))) {
            return Optional.of("the slope of abs at 0 is taken as 0");
        }
        if (op instanceof Relu && isZero(x.get(0))) {
            return Optional.of("the slope of relu at 0 is taken as 0");
        }
        if (op instanceof Maximum && areEqual(x)) {
            return Optional.of("equal arguments of max share its derivative evenly");
        }
        if (op instanceof Minimum && areEqual(x)) {
            return Optional.of("equal arguments of min share its derivative evenly");
        }
        return Optional.empty();
    }

    /** Whether an op, or one of its derivatives, may be infinite there: at a pole, or where its domain ends. */
    static boolean isSingular(Op op, List<Tensor> x) {
        if (op instanceof Log
                || op instanceof Sqrt
                || op instanceof Reciprocal
                || op instanceof Pow
                || op instanceof PowPartial) {
            return isZero(x.get(0));
        }
        if (op instanceof Divide) {
            return isZero(x.get(1));
        }
        return op instanceof Log1p && is(-1, x.get(0));
    }

    private static boolean isZero(Tensor x) {
        return is(0, x);
    }

    private static boolean is(double number, Tensor x) {
        return x.shape().size() == 1 && x.bottom().toDouble() == number;
    }

    private static boolean areEqual(List<Tensor> x) {
        return x.get(0).shape().size() == 1 && is(x.get(0).bottom().toDouble(), x.get(1));
    }
}
