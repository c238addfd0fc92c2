package dualflow.rounding;

import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import java.util.List;
import java.util.random.RandomGenerator;

/** The interpreter that multiplies the result of every op that rounds by 1 - u, 1 or 1 + u, u one unit in the last place of 1. */
final class ShakenTrace extends Trace {
    /** Results with more elements are moved alike along their leading axes. */
    private static final int MOST_MOVES = 4096;

    /** A value that the program computes; rows is whether its first axis counts rows. */
    private record Shaken(ShakenTrace trace, Tensor below, boolean rows) implements Tensor {
        @Override
        public Tensor stopGradient() {
            return new Shaken(trace, below.stopGradient(), rows);
        }

        @Override
        public List<Tensor> flatten() {
            return List.of(below);
        }

        @Override
        public String toString() {
            return TensorText.wrapper(this, "shaken", List.of("value"), List.of(below));
        }
    }

    private final Draws draws;
    private long moved;

    ShakenTrace(long seed) {
        draws = new Draws(seed);
    }

    @Override
    protected String about() {
        return "a shaken program, where its moves would be lost";
    }

    Tensor input(Tensor x, boolean rows) {
        return new Shaken(this, x, rows);
    }

    Tensor below(Tensor x) {
        return isOwn(x) ? ((Shaken) x).below() : x;
    }

    private boolean isOwn(Tensor x) {
        return x instanceof Shaken && x.trace() == this;
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        Tensor y = op.on(arguments.stream().map(this::below).toList());
        boolean rows = arguments.stream().anyMatch(x -> isOwn(x) && ((Shaken) x).rows());
        return new Shaken(this, ExactOps.contain(op) ? y : Ops.multiply(y, moves(y, rows)), rows);
    }

    private Tensor moves(Tensor y, boolean rows) {
        Shape shape = y.shape().trailing(y.shape().rank() - (rows && y.shape().rank() > 0 ? 1 : 0));
        while (shape.size() > MOST_MOVES) {
            shape = shape.trailing(shape.rank() - 1);
        }
        RandomGenerator random = draws.generator(moved++);
        double u = y.dtype().ulp();
        double[] moves = new double[shape.size()];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = 1 + u * (random.nextInt(3) - 1);
        }
        return y.device().tensor(y.dtype(), shape, moves);
    }
}
