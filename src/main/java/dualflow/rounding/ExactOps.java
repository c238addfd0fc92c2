package dualflow.rounding;

import dualflow.op.Abs;
import dualflow.op.ArgMax;
import dualflow.op.Argsort;
import dualflow.op.Broadcast;
import dualflow.op.Compare;
import dualflow.op.Concat;
import dualflow.op.Floor;
import dualflow.op.Gather;
import dualflow.op.IndexSelect;
import dualflow.op.Max;
import dualflow.op.MaxPool;
import dualflow.op.MaxPoolPosition;
import dualflow.op.Maximum;
import dualflow.op.Minimum;
import dualflow.op.Pad;
import dualflow.op.Permute;
import dualflow.op.Relu;
import dualflow.op.Reshape;
import dualflow.op.Round;
import dualflow.op.Scale;
import dualflow.op.SearchSorted;
import dualflow.op.Select;
import dualflow.op.Shift;
import dualflow.op.Sign;
import dualflow.op.Slice;
import dualflow.op.SlidingWindows;
import dualflow.op.Unfold;
import dualflow.op.Where;
import dualflow.tensor.Op;
import java.util.Set;

/** The ops that do not round: those that move, choose or compare elements, and scaling by a power of two. */
final class ExactOps {
    private static final Set<Class<? extends Op>> EXACT = Set.of(
            Abs.class,
            ArgMax.class,
            Argsort.class,
            Broadcast.class,
            Compare.class,
            Concat.class,
            Floor.class,
            Gather.class,
            IndexSelect.class,
            Max.class,
            MaxPool.class,
            MaxPoolPosition.class,
            Maximum.class,
            Minimum.class,
            Pad.class,
            Permute.class,
            Relu.class,
            Reshape.class,
            Round.class,
            SearchSorted.class,
            Select.class,
            Sign.class,
            Slice.class,
            SlidingWindows.class,
            Unfold.class,
            Where.class);

    private ExactOps() {}

    static boolean contain(Op op) {
        if (op instanceof Scale scale) {
            double c = Math.abs(scale.c());
            return c == 0 || c == Math.scalb(1.0, Math.getExponent(c));
        }
        return op instanceof Shift shift ? shift.c() == 0 : EXACT.contains(op.getClass());
    }
}
