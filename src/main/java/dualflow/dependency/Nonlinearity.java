package dualflow.dependency;

import dualflow.autodiff.Autodiff;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * How far a map is from linear, as measured: how much its derivative along one Gaussian direction differs from point to point.
 *
 * @param points the number of Gaussian points
 * @param relative the largest difference between the derivatives of an output at two points, relative to the largest derivative; 0 where
 *     all derivatives are 0
 * @param dtype the format in which it was measured
 */
public record Nonlinearity(int points, double relative, DType dtype) {
    private static final int POINTS = 8;
    private static final long X0 = Draws.stream("nonlinearity, points");
    private static final long Z = Draws.stream("nonlinearity, direction");

    /**
     * Measures a map.
     *
     * @param map f, from [n, d] to [n, m], each row independently
     * @param inputs d
     * @param seed the seed of point and direction
     * @param device where to run
     * @param dtype the format of the computation
     * @return how much its derivative differs
     * @throws NonFiniteDerivativeException if a derivative is not finite
     */
    public static Nonlinearity measure(UnaryOperator<Tensor> map, int inputs, long seed, Device device, DType dtype) {
        Draws draws = new Draws(seed);
        double[] direction = draws.normals(Z, 0, inputs);
        double[] rows = new double[POINTS * inputs];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = direction[i % inputs];
        }
        Arena arena = device.arena();
        try {
            Shape shape = Shape.of(POINTS, inputs);
            Tensor x = device.tensor(dtype, shape, draws.normals(X0, 0, rows.length));
            double[] tangents = Autodiff.jvp(map, x, device.tensor(dtype, shape, rows))
                    .tangent()
                    .value()
                    .toDoubles();
            return new Nonlinearity(POINTS, relative(tangents, tangents.length / POINTS), dtype);
        } finally {
            arena.close();
        }
    }

    private static double relative(double[] tangents, int outputs) {
        double size = 0;
        double spread = 0;
        for (int a = 0; a < outputs; a++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int at = a; at < tangents.length; at += outputs) {
                if (!Double.isFinite(tangents[at])) {
                    throw new NonFiniteDerivativeException("the derivative of output " + a + " is " + tangents[at]
                            + " at a point where the flow's nonlinearity is measured; use more steps, or float64");
                }
                least = Math.min(least, tangents[at]);
                most = Math.max(most, tangents[at]);
                size = Math.max(size, Math.abs(tangents[at]));
            }
            spread = Math.max(spread, most - least);
        }
        return size == 0 ? 0 : spread / size;
    }

    /**
     * Whether the map is linear, up to a constant, as far as the format can tell.
     *
     * @return true if the derivatives differ by no more than half of the format's digits
     */
    public boolean isLinear() {
        return relative <= Math.sqrt(dtype.ulp());
    }
}
