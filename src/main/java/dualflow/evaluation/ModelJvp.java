package dualflow.evaluation;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.cost.ModelCost;
import dualflow.data.ChannelOrder;
import dualflow.nn.Architecture;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;

/**
 * A network's output f(t, x) and its Jacobian-vector products Df(t, x) v in x, in evaluation mode, on samples in PyTorch's axis order:
 * images [B, C, H, W], others [B, n]. As many samples and directions are processed at a time as fit in the device's memory, which does not
 * change the result.
 *
 * @param architecture the network
 * @param dtype the format to compute in
 * @param samples the shape of x
 * @param x the samples
 * @param t one time for all, or one for each sample; ignored for a classifier
 * @param directions K, the number of directions
 * @param v the directions, K times as many elements as x: [K, B, ...]
 */
public record ModelJvp(
        Architecture architecture, DType dtype, Shape samples, double[] x, double[] t, int directions, double[] v) {
    /**
     * Output and products, in PyTorch's axis order.
     *
     * @param shape the shape of the output, [B, ...]
     * @param primal the output
     * @param tangents the products, K times as many elements
     */
    public record Result(Shape shape, double[] primal, double[] tangents) {
        /**
         * The 2-norm of the output.
         *
         * @return the norm, over all samples
         */
        public double primalNorm() {
            return norm(primal, 0, primal.length);
        }

        /**
         * The 2-norm of the products along one direction.
         *
         * @param direction the index of the direction, from 0
         * @return the norm, over all samples
         */
        public double tangentNorm(int direction) {
            return norm(tangents, direction * primal.length, primal.length);
        }

        private static double norm(double[] values, int from, int count) {
            double norm = 0;
            for (int i = from; i < from + count; i++) {
                norm = Math.hypot(norm, values[i]); // the squares may overflow even if the norm does not
            }
            return norm;
        }
    }

    /** What is processed at a time: a range of samples and a range of directions. */
    private record Part(int sample, int samples, int direction, int directions) {}

    /**
     * Checks the lengths.
     *
     * @param architecture the network
     * @param dtype the format to compute in
     * @param samples the shape of x
     * @param x the samples
     * @param t one time for all, or one for each sample
     * @param directions K, at least 1
     * @param v the directions
     * @throws ShapeException if the shape is not one of this network's samples, or an array has the wrong length
     */
    public ModelJvp {
        boolean fits = samples.rank() == 1 + architecture.sampleAxes() && samples.size() > 0;
        int axis = architecture.sampleAxes() == 1 ? -1 : -3;
        if (!fits || samples.dim(axis) != architecture.channels()) {
            throw new ShapeException("the network " + architecture + " takes "
                    + (architecture.sampleAxes() == 1
                            ? "samples [B, " + architecture.channels() + "]"
                            : "images [B, " + architecture.channels() + ", H, W]")
                    + ", not the shape " + samples);
        }
        if (x.length != samples.size() || v.length != (long) directions * x.length || directions < 1) {
            throw new ShapeException("samples of shape " + samples + " and " + directions + " directions need as many"
                    + " numbers, got " + x.length + " and " + v.length);
        }
        if (t.length != 1 && t.length != samples.dims()[0]) {
            throw new ShapeException(
                    t.length + " times do not fit samples of shape " + samples + "; give one, or one for each sample");
        }
    }

    /**
     * Rejects samples that the network does not accept.
     *
     * @throws ShapeException if they are too small for the network
     */
    public void requireFit() {
        cost(1).dual(1);
    }

    /**
     * The work: an evaluation for each sample, and the additional cost of the derivative for each direction.
     *
     * @return the number of multiply-adds
     * @throws ShapeException if the samples are too small for the network
     */
    public long multiplyAdds() {
        long primal = cost(1).primal().multiplyAdds();
        long tangent = cost(1).dual(1).multiplyAdds() - primal;
        return samples.dims()[0] * (primal + directions * tangent);
    }

    /**
     * Computes output and products.
     *
     * @param device the device to compute on
     * @param parameters the network's parameters on that device
     * @return output and products
     * @throws ShapeException if there are more than 2^31 - 1 elements of products
     * @throws dualflow.tensor.DeviceException if not even one sample and direction fit in the device's memory
     */
    public Result on(Device device, Parameters parameters) {
        Pass pass = Pass.evaluation(parameters);
        int batch = samples.dims()[0];
        Part size = fitting(device);
        Result result = null;
        for (int sample = 0; sample < batch; sample += size.samples()) {
            for (int direction = 0; direction < directions; direction += size.directions()) {
                Part part = new Part(
                        sample,
                        Math.min(size.samples(), batch - sample),
                        direction,
                        Math.min(size.directions(), directions - direction));
                Result computed = compute(device, pass, part);
                result = result == null ? empty(computed.shape()) : result;
                copy(computed, part, result);
            }
        }
        return result;
    }

    /** As many samples, then as many directions, as fit in the device's memory. */
    private Part fitting(Device device) {
        Part part = new Part(0, samples.dims()[0], 0, directions);
        while (cost(part.samples()).dual(part.directions()).bytes()
                > device.account().limit()) {
            if (part.samples() > 1) {
                part = new Part(0, (part.samples() + 1) / 2, 0, part.directions());
            } else if (part.directions() > 1) {
                part = new Part(0, 1, 0, (part.directions() + 1) / 2);
            } else {
                break; // the device reports how much is missing
            }
        }
        return part;
    }

    private ModelCost cost(int count) {
        return new ModelCost(architecture, own(count), dtype);
    }

    /** The shape of a number of samples with channels last. */
    private Shape own(int count) {
        return architecture.sampleAxes() == 1
                ? Shape.of(count, samples.dim(-1))
                : Shape.of(count, samples.dim(-2), samples.dim(-1), samples.dim(-3));
    }

    private Result compute(Device device, Pass pass, Part part) {
        Arena arena = device.arena();
        try {
            int size = samples.size() / samples.dims()[0];
            int pixels = size / architecture.channels();
            double[] points = Arrays.copyOfRange(x, part.sample() * size, (part.sample() + part.samples()) * size);
            double[] along = new double[part.directions() * points.length];
            for (int k = 0; k < part.directions(); k++) {
                int from = (part.direction() + k) * x.length + part.sample() * size;
                System.arraycopy(v, from, along, k * points.length, points.length);
            }
            Shape shape = own(part.samples());
            Tensor tensor =
                    device.tensor(dtype, shape, ChannelOrder.channelsLast(points, pixels, architecture.channels()));
            Tensor tangents = device.tensor(
                    dtype,
                    shape.withFirst(part.directions()),
                    ChannelOrder.channelsLast(along, pixels, architecture.channels()));
            Tensor times = times(device, part);
            Architecture.Program program = architecture.program();
            Dual dual = Autodiff.jvps(at -> program.apply(pass, times, at), tensor, tangents);
            Shape output = dual.primal().shape();
            boolean isImage = output.equals(shape) && shape.rank() > 2;
            int rows = isImage ? pixels : 1;
            int columns = output.size() / part.samples() / rows;
            return new Result(
                    isImage ? samples : output,
                    ChannelOrder.channelsFirst(dual.primal().value().toDoubles(), rows, columns),
                    ChannelOrder.channelsFirst(dual.tangent().value().toDoubles(), rows, columns));
        } finally {
            arena.close();
        }
    }

    private Tensor times(Device device, Part part) {
        if (t.length == 1) {
            return device.scalar(dtype, t[0]);
        }
        int[] dims = own(part.samples()).dims();
        Arrays.fill(dims, 1, dims.length, 1);
        return device.tensor(
                dtype, Shape.of(dims), Arrays.copyOfRange(t, part.sample(), part.sample() + part.samples()));
    }

    /** The result for all samples, to be filled. */
    private Result empty(Shape computed) {
        Shape shape = computed.trailing(computed.rank() - 1).withFirst(samples.dims()[0]);
        Shape products = shape.withFirst(directions);
        return new Result(shape, new double[shape.size()], new double[products.size()]);
    }

    private void copy(Result computed, Part part, Result all) {
        int size = all.shape().size() / samples.dims()[0];
        int at = part.sample() * size;
        int count = part.samples() * size;
        System.arraycopy(computed.primal(), 0, all.primal(), at, count);
        for (int k = 0; k < part.directions(); k++) {
            int to = (part.direction() + k) * all.shape().size() + at;
            System.arraycopy(computed.tangents(), k * count, all.tangents(), to, count);
        }
    }
}
