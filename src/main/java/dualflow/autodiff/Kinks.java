package dualflow.autodiff;

import dualflow.op.Abs;
import dualflow.op.Acos;
import dualflow.op.Asin;
import dualflow.op.Atan2;
import dualflow.op.Cbrt;
import dualflow.op.Divide;
import dualflow.op.Erfinv;
import dualflow.op.ErfinvSlope;
import dualflow.op.Floor;
import dualflow.op.Hypot;
import dualflow.op.Log;
import dualflow.op.Log1p;
import dualflow.op.Log2;
import dualflow.op.LogDeterminant;
import dualflow.op.LogGamma;
import dualflow.op.MatDivide;
import dualflow.op.Max;
import dualflow.op.Maximum;
import dualflow.op.Minimum;
import dualflow.op.Ndtri;
import dualflow.op.NdtriSlope;
import dualflow.op.Norm;
import dualflow.op.Ops;
import dualflow.op.Polygamma;
import dualflow.op.Pow;
import dualflow.op.PowPartial;
import dualflow.op.Reciprocal;
import dualflow.op.Relu;
import dualflow.op.Remainder;
import dualflow.op.Round;
import dualflow.op.Semicircle;
import dualflow.op.Sign;
import dualflow.op.Sqrt;
import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where primitives are not smooth: where that holds for one of the numbers that they are applied to. */
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
        if (op instanceof Abs && hasZero(x.get(0))) {
            return Optional.of("the slope of abs at 0 is taken as 0");
        }
        if (op instanceof Relu && hasZero(x.get(0))) {
            return Optional.of("the slope of relu at 0 is taken as 0");
        }
        Optional<Tensor> jump = jump(op, x);
        if (jump.isPresent()) {
            return jump.filter(Kinks::hasZero).map(here -> ofJump(op));
        }
        if (op instanceof Maximum && hasTie(x)) {
            return Optional.of("equal arguments of max share its derivative evenly");
        }
        if (op instanceof Minimum && hasTie(x)) {
            return Optional.of("equal arguments of min share its derivative evenly");
        }
        if (op instanceof Max max && hasTie(max, x.get(0).bottom())) {
            return Optional.of("equal greatest numbers share its derivative evenly");
        }
        return Optional.empty();
    }

    /** Whether an op, or one of its derivatives, may be infinite there: at a pole, or where its domain ends. */
    static boolean isSingular(Op op, List<Tensor> x) {
        if (op instanceof Log
                || op instanceof Log2
                || op instanceof Cbrt
                || op instanceof LogGamma
                || op instanceof Polygamma
                || op instanceof Sqrt
                || op instanceof Reciprocal
                || op instanceof Pow
                || op instanceof PowPartial) {
            return hasZero(x.get(0));
        }
        if (op instanceof Divide) {
            return hasZero(x.get(1));
        }
        if (op instanceof Asin
                || op instanceof Acos
                || op instanceof Semicircle
                || op instanceof Erfinv
                || op instanceof ErfinvSlope) {
            return has(1, Ops.abs(x.get(0).bottom()));
        }
        if (op instanceof Ndtri || op instanceof NdtriSlope) {
            return hasZero(x.get(0)) || has(1, x.get(0));
        }
        if (op instanceof Atan2) {
            return hasZero(Ops.hypot(x.get(0).bottom(), x.get(1).bottom()));
        }
        if (op instanceof MatDivide) {
            return has(Double.NEGATIVE_INFINITY, Ops.logAbsDeterminant(x.get(1).bottom()));
        }
        if (op instanceof LogDeterminant) {
            return has(Double.NEGATIVE_INFINITY, op.on(x.get(0).bottom()));
        }
        return op instanceof Log1p && has(-1, x.get(0));
    }

    private static String ofJump(Op op) {
        if (op instanceof Norm) {
            return "the slope of the norm at 0 is taken as 0";
        }
        if (op instanceof Hypot) {
            return "the slopes of hypot at the origin are taken as 0";
        }
        if (op instanceof Remainder) {
            return "the slopes of remainder at multiples, where it jumps, are taken as those of the branch that begins"
                    + " there";
        }
        if (op instanceof Atan2) {
            return "the slopes of atan2 at its cut, across which it jumps by 2 pi, are taken as those on the side of its value";
        }
        String where = op instanceof Sign ? "0" : op instanceof Floor ? "integers" : "halves of odd integers";
        return "the slope of " + op.name() + " at " + where + ", where it jumps, is taken as 0";
    }

    /**
     * For an op that jumps, or has no one-sided derivatives, where something is zero: this.
     *
     * @param op the primitive
     * @param x its arguments
     * @return numbers without derivatives; nothing for other ops
     */
    static Optional<Tensor> jump(Op op, List<Tensor> x) {
        Tensor at = x.get(0).bottom();
        if (op instanceof Sign) {
            return Optional.of(at);
        }
        if (op instanceof Floor || op instanceof Round) {
            Tensor fraction = Ops.remainder(at, at.device().scalar(at.dtype(), 1));
            return Optional.of(op instanceof Floor ? fraction : Ops.shift(fraction, -0.5));
        }
        if (op instanceof Remainder) {
            return Optional.of(op.on(at, x.get(1).bottom()));
        }
        if (op instanceof Hypot) {
            return Optional.of(op.on(at, x.get(1).bottom()));
        }
        if (op instanceof Atan2) {
            Tensor isNotNegative = Ops.shift(Ops.sign(x.get(1).bottom()), 1); // zero for negative numbers alone
            return Optional.of(Ops.hypot(at, isNotNegative));
        }
        return op instanceof Norm ? Optional.of(op.on(at)) : Optional.empty();
    }

    /** Whether all numbers are integers. */
    static boolean isWhole(Tensor x) {
        return Arrays.stream(x.bottom().toDoubles()).allMatch(number -> number == Math.rint(number));
    }

    private static boolean hasZero(Tensor x) {
        return has(0, x);
    }

    private static boolean has(double number, Tensor x) {
        return Arrays.stream(x.bottom().toDoubles()).anyMatch(each -> each == number);
    }

    private static boolean hasTie(List<Tensor> x) {
        return hasZero(Ops.compare(x.get(0).bottom(), x.get(1).bottom()));
    }

    /** Whether a greatest number is there more than once. */
    private static boolean hasTie(Max max, Tensor x) {
        Tensor greatest = max.on(x);
        Tensor beside = Ops.compare(x, Ops.insertAxes(greatest, greatest.shape().rank(), max.axes()));
        Tensor differ = Ops.sum(Ops.abs(beside), max.axes());
        int size = x.shape().trailing(max.axes()).size();
        return Arrays.stream(differ.bottom().toDoubles()).anyMatch(count -> count < size - 1);
    }
}
