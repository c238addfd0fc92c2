package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The same elements in another shape. Nothing runs: the result is the argument's memory.
 *
 * @param from the trailing axes of the argument
 * @param to the trailing axes of the result, of equal size
 */
public record Reshape(Shape from, Shape to) implements LinearOp {
    /**
     * Checks the components.
     *
     * @param from the trailing axes of the argument
     * @param to the trailing axes of the result, of equal size
     * @throws ShapeException if they do not fit
     */
    public Reshape {
        if (from.size() != to.size()) {
            throw new ShapeException(
                    "shape " + from + " holds " + from.size() + " numbers, " + to + " holds " + to.size());
        }
    }

    @Override
    public boolean isView() {
        return true;
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return from.rank();
    }

    @Override
    public Shape block(List<Shape> blocks) {
        if (!blocks.get(0).equals(from)) {
            throw new ShapeException("the trailing axes are not " + from);
        }
        return to;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        System.arraycopy(x[0], from * to().size(), y, from * to().size(), (to - from) * to().size());
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        System.arraycopy(x[0], from * to().size(), y, from * to().size(), (to - from) * to().size());
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        return List.of(new Reshape(to, from).on(yBar));
    }
}
