package dualflow.device.opencl;

import dualflow.tensor.Blocks;
import dualflow.tensor.Kernel;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/** y = x by a kernel with a deliberate mistake, for tests of what finds such mistakes. */
public record Planted(String mistake) implements LinearOp {
    @Override
    public String name() {
        return "planted_" + mistake;
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
    public Kernel kernel(Blocks blocks) {
        return new Kernel(name(), 1, List.of());
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(yBar);
    }
}
