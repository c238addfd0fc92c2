package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The greatest element over the last axes; NaN if one of them is NaN, negative infinity if there are none. Its derivative is that
 * of the greatest element; equal greatest elements share it evenly.
 *
 * @param axes how many trailing axes to reduce
 */
public record Max(int axes) implements NonlinearOp {
    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return axes;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        return Shape.SCALAR;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        for (int i = from; i < to; i++) {
            y[i] = Reductions.max(x[0], blocks.start(0, i), blocks.block(0).size());
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        for (int i = from; i < to; i++) {
            y[i] = Reductions.max(x[0], blocks.start(0, i), blocks.block(0).size());
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        int rank = y.shape().rank();
        Tensor greatest = Ops.insertAxes(y, rank, axes);
        Tensor equal = Ops.shift(Ops.negate(Ops.abs(Ops.compare(x.get(0), greatest))), 1); // 1 at the greatest, else 0
        Tensor share = Ops.insertAxes(Ops.reciprocal(Ops.sum(equal, axes)), rank, axes);
        return Ops.sum(Ops.select(Ops.multiply(equal, share), xDot.get(0)), axes);
    }
}
