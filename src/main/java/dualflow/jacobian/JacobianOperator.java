package dualflow.jacobian;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.LinearMap;
import dualflow.autodiff.Linearized;
import dualflow.flow.VelocityField;
import dualflow.tensor.Arena;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The Jacobian of a map at a point: the map is linearized once, so that its primal is not run again, and the linear program is applied forward and
 * transposed to many vectors at a time. It is to be used while the arena is open in which it was made, where it keeps the values of all steps.
 */
public final class JacobianOperator implements LinearOperator {
    /** The most vectors pushed through at once. */
    private static final int CHUNK = 64;

    private final Tensor x;
    private final Tensor value;
    private final LinearMap map;

    /**
     * Linearizes a map at a point.
     *
     * @param f from [1, d] to [1, m]
     * @param x the point, [1, d]
     * @throws ShapeException if point or value have another shape
     */
    public JacobianOperator(UnaryOperator<Tensor> f, Tensor x) {
        requireRow("point", x.shape());
        Linearized linearized = Autodiff.linearize(f, x);
        requireRow("value", linearized.primal().shape());
        this.x = x;
        this.value = linearized.primal();
        this.map = linearized.map();
    }

    private static void requireRow(String what, Shape shape) {
        if (shape.rank() != 2 || shape.dim(-2) != 1) {
            throw new ShapeException("the " + what + " has shape " + shape + ", where one row is needed");
        }
    }

    /**
     * f(x).
     *
     * @return the value, m numbers
     */
    public double[] value() {
        return value.value().toDoubles();
    }

    /**
     * J^T J as a linear field on rows, of which {@link dualflow.flow.Divergence} gives the trace, |J|_F^2.
     *
     * @return the field, from [1, d] to [1, d] at any time
     */
    public VelocityField gram() {
        return (t, v) -> map.applyTranspose(map.apply(List.of(v))).get(0);
    }

    @Override
    public int inputs() {
        return x.shape().dim(-1);
    }

    @Override
    public int outputs() {
        return value.shape().dim(-1);
    }

    @Override
    public double[][] apply(double[][] vectors) {
        return inChunks(vectors, x.shape(), outputs(), v -> map.apply(List.of(v)));
    }

    @Override
    public double[][] applyTranspose(double[][] vectors) {
        return inChunks(
                vectors, value.shape(), inputs(), w -> map.applyTranspose(w).get(0));
    }

    private double[][] inChunks(double[][] vectors, Shape each, int length, UnaryOperator<Tensor> program) {
        double[][] products = new double[vectors.length][];
        for (int first = 0; first < vectors.length; first += CHUNK) {
            int count = Math.min(CHUNK, vectors.length - first);
            double[] rows = Arrays.stream(vectors, first, first + count)
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            Arena arena = x.device().arena();
            try {
                Tensor chunk = x.device().tensor(x.dtype(), each.withFirst(count), rows);
                double[] numbers = Autodiff.vmap(program, chunk).value().toDoubles();
                for (int i = 0; i < count; i++) {
                    products[first + i] = Arrays.copyOfRange(numbers, i * length, (i + 1) * length);
                }
            } finally {
                arena.close();
            }
        }
        return products;
    }
}
