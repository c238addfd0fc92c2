package dualflow.images;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.flow.DiagonalGaussianVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * The flow from N(0, I) to N(m, Sigma), with the mean and covariance of the images (paper, 4.1.1). In the coordinates c = V^T x of Sigma's
 * eigenvectors its velocity acts on each coordinate separately ({@code DiagonalGaussianVelocity}, with mean V^T m and variances lambda), so
 * the map is: rotate, solve, rotate back. Runge-Kutta methods are invariant under such a change of coordinates, so this affects only the
 * cost: two matrix products per solve instead of two per velocity evaluation. Sigma may be singular.
 */
public final class GaussianImageFlow implements ImageFlow {
    private final ImageStatistics statistics;
    private final PrincipalAxes axes;

    /**
     * Fits the flow.
     *
     * @param statistics the statistics of the images
     */
    public GaussianImageFlow(ImageStatistics statistics) {
        this.statistics = statistics;
        this.axes = PrincipalAxes.of(statistics.covariance());
    }

    @Override
    public UnaryOperator<Tensor> map(Device device, DType dtype, OdeSolver solver, TimeGrid grid, int... pixels) {
        int d = dimension();
        Tensor turn = device.tensor(dtype, Shape.of(d, d), axes.flat());
        Tensor turnBack = device.tensor(dtype, Shape.of(d, pixels.length), axes.transposed(pixels));
        VelocityField field = field(device, dtype);
        return x -> Ops.matmul(solver.solve(field, Ops.matmul(x, turn), grid), turnBack);
    }

    /**
     * The velocity on rows of pixels.
     *
     * @param device the device
     * @param dtype the format
     * @return v(t, x) for x [..., n, d]; its parameters live in the arena that is open now
     */
    public VelocityField velocity(Device device, DType dtype) {
        Tensor turn = device.tensor(dtype, Shape.of(dimension(), dimension()), axes.flat());
        Tensor turnBack = Ops.transpose(turn);
        VelocityField field = field(device, dtype);
        return (t, x) -> Ops.matmul(field.velocity(t, Ops.matmul(x, turn)), turnBack);
    }

    private VelocityField field(Device device, DType dtype) {
        int d = dimension();
        double[] turnedMean = new double[d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                turnedMean[i] += axes.vectors()[j][i] * statistics.mean()[j];
            }
        }
        Tensor mean = device.tensor(dtype, Shape.of(d), turnedMean);
        return new DiagonalGaussianVelocity(mean, device.tensor(dtype, Shape.of(d), axes.values()));
    }

    /**
     * The factor by which the discretised map scales each coordinate; the exact map's are sqrt(lambda_i). Computed in float64 on the host,
     * since it is cheap.
     *
     * @param solver the method
     * @param grid the times, from 0 to 1
     * @return [d]
     */
    public double[] discretizedFactors(OdeSolver solver, TimeGrid grid) {
        try (Device host = new HostDevice()) {
            VelocityField field = field(host, DType.FLOAT64);
            Tensor zero = host.fill(DType.FLOAT64, Shape.of(1, dimension()), 0);
            Tensor one = host.fill(DType.FLOAT64, Shape.of(1, dimension()), 1);
            return Autodiff.jvp(c -> solver.solve(field, c, grid), zero, one)
                    .tangent()
                    .value()
                    .toDoubles();
        }
    }

    /**
     * The correlation of two pixels under the discretised map, J J^T normalised, without any sampling: it differs from the images'
     * correlation only by the solver's error.
     *
     * @param factors the result of {@link #discretizedFactors}; not modified
     * @param a index of a pixel
     * @param b index of a pixel
     * @return the correlation; empty if a pixel never moves
     */
    public OptionalDouble discretizedCorrelation(double[] factors, int a, int b) {
        double[][] moment = new double[2][2];
        int[] pixels = {a, b};
        for (int p = 0; p < 2; p++) {
            for (int q = 0; q < 2; q++) {
                for (int i = 0; i < factors.length; i++) {
                    double scaled = axes.vectors()[pixels[p]][i] * factors[i] * factors[i];
                    moment[p][q] += scaled * axes.vectors()[pixels[q]][i];
                }
            }
        }
        return ImageStatistics.pearson(moment, 0, 1);
    }

    @Override
    public int dimension() {
        return axes.values().length;
    }

    @Override
    public OptionalDouble covariance(int a, int b) {
        return OptionalDouble.of(statistics.covariance()[a][b]);
    }

    @Override
    public int chunk() {
        return 512;
    }

    @Override
    public String description() {
        long rank = Arrays.stream(axes.values()).filter(v -> v > 0).count();
        return "N(0, I) to N(m, Sigma), mean and covariance of " + statistics.count() + " images, " + dimension()
                + " pixels, rank of Sigma " + rank;
    }
}
