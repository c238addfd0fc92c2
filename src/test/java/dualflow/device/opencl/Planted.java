package dualflow.device.opencl;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/** y = x by a kernel with a deliberate mistake, for tests of what finds such mistakes. */
public final class Planted implements LinearOp {
    private final String mistake;

    /** An op whose kernel makes this mistake. */
    public Planted(String mistake) {
        this.mistake = mistake;
    }

    @Override
    public String name() {
        return "planted_" + mistake;
    }

    @Override
    public String toString() {
        return "Planted[mistake=" + mistake + "]";
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return 0;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        return Shape.SCALAR;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        System.arraycopy(x[0], from, y, from, to - from);
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        System.arraycopy(x[0], from, y, from, to - from);
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(yBar);
    }
}
