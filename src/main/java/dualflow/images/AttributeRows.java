package dualflow.images;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Linearized;
import dualflow.dependency.Transpose;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Images that a flow makes of points of the noise, what several networks measure of them, and the rows of the Jacobians of these measures in the
 * noise: all by one solve, and one way back in which the cotangents of all measures go together. A row is the gradient of one measure.
 */
public final class AttributeRows {
    private final Device device;
    private final DType dtype;
    private final int dimension;
    private final Transpose transpose;
    private final List<UnaryOperator<Tensor>> networks;

    /**
     * Measures at points.
     *
     * @param samples n
     * @param images [n, d] row-major
     * @param values of each network, [n, m]
     * @param rows of each network, [m, n, d]
     */
    public record At(int samples, double[] images, List<double[]> values, List<double[]> rows) {
        /**
         * Copies the lists.
         *
         * @param samples n
         * @param images [n, d]
         * @param values of each network, [n, m]
         * @param rows of each network, [m, n, d]
         */
        public At {
            values = List.copyOf(values);
            rows = List.copyOf(rows);
        }
    }

    /**
     * The rows of networks after a flow.
     *
     * @param flow the flow
     * @param networks each from images [n, d] to [n, m], each row independently, as {@link AttributeFlow#attributes} gives it
     * @param device where they run; what the flow allocates there lives in the currently open arena
     * @param dtype the format in which they run
     * @param solver the method, in fixed steps
     * @param grid the times, from 0 to 1
     */
    public AttributeRows(
            ImageFlow flow,
            List<UnaryOperator<Tensor>> networks,
            Device device,
            DType dtype,
            OdeSolver solver,
            TimeGrid grid) {
        this.device = device;
        this.dtype = dtype;
        this.dimension = flow.dimension();
        this.transpose = flow.transpose(device, dtype, solver, grid);
        this.networks = List.copyOf(networks);
    }

    /**
     * The measures of the images that start at some points.
     *
     * @param points [n, d] row-major
     * @return images, values and rows
     * @throws dualflow.flow.OdeException if an image does not remain finite
     */
    public At at(double[] points) {
        int n = points.length / dimension;
        List<double[]> images = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        Arena arena = device.arena();
        try {
            List<Tensor> pulled = transpose.pull(device.tensor(dtype, Shape.of(n, dimension), points), made -> {
                images.add(made.value().toDoubles());
                List<Tensor> cotangents = new ArrayList<>();
                for (UnaryOperator<Tensor> network : networks) {
                    Linearized measured = Autodiff.linearize(network, made);
                    int m = measured.primal().shape().dim(-1);
                    values.add(measured.primal().value().toDoubles());
                    counts.add(m);
                    for (int a = 0; a < m; a++) {
                        cotangents.add(
                                measured.map().applyTranspose(column(n, m, a)).get(0));
                    }
                }
                return cotangents;
            });
            List<double[]> rows = new ArrayList<>();
            int next = 0;
            for (int m : counts) {
                double[] own = new double[m * points.length];
                for (int a = 0; a < m; a++) {
                    System.arraycopy(pulled.get(next++).value().toDoubles(), 0, own, a * points.length, points.length);
                }
                rows.add(own);
            }
            return new At(n, images.get(0), values, rows);
        } finally {
            arena.close();
        }
    }

    /** Ones in column a of [n, m]. */
    private Tensor column(int n, int m, int a) {
        double[] ones = new double[n * m];
        for (int i = 0; i < n; i++) {
            ones[i * m + a] = 1;
        }
        return device.tensor(dtype, Shape.of(n, m), ones);
    }
}
