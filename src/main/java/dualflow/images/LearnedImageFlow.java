package dualflow.images;

import dualflow.dependency.Transpose;
import dualflow.flow.OdeSolver;
import dualflow.flow.RecordedField;
import dualflow.flow.SolveTranspose;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A flow whose velocity is a trained network (paper, sections 3.1 and 6.3). The network runs in evaluation mode: batch norm uses its
 * running statistics, so that each image is generated independently.
 */
public final class LearnedImageFlow implements ImageFlow {
    private final VelocityModel model;
    private final Parameters parameters;
    private final Shape image;
    private final String description;

    /**
     * A flow with trained weights.
     *
     * @param model the network
     * @param parameters its weights and buffers; not modified
     * @param image the shape of an image, [rows, columns, channels]
     * @param description what was trained, one human-readable line
     * @throws dualflow.nn.ParameterException if the weights are not those of the model; it names the first mismatch
     */
    public LearnedImageFlow(VelocityModel model, Parameters parameters, Shape image, String description) {
        model.specification().requireFit(parameters);
        this.model = model;
        this.parameters = parameters;
        this.image = image;
        this.description = description;
    }

    @Override
    public UnaryOperator<Tensor> map(Device device, DType dtype, OdeSolver solver, TimeGrid grid, int... pixels) {
        VelocityField field = velocity(device, dtype);
        List<Integer> chosen = Arrays.stream(pixels).boxed().toList();
        boolean whole = Arrays.equals(pixels, IntStream.range(0, dimension()).toArray());
        return x -> {
            Shape samples = x.shape().leading(1);
            Tensor made = solver.solve(field, Ops.reshape(x, samples.then(image)), grid);
            if (whole) {
                return Ops.reshape(made, x.shape());
            }
            Tensor rows = Ops.reshape(made, samples.then(Shape.of(dimension(), 1)));
            return Ops.reshape(Ops.gather(rows, chosen), samples.then(Shape.of(pixels.length)));
        };
    }

    /** Step by step, since the residuals of a network in all steps would fill any memory. */
    @Override
    public Transpose transpose(Device device, DType dtype, OdeSolver solver, TimeGrid grid) {
        return new SolveTranspose(solver, rows(device, dtype), grid)::pull;
    }

    /**
     * The velocity on rows of numbers in place of images.
     *
     * @param device the device
     * @param dtype the format
     * @return v(t, x) for x [..., n, d], d the numbers of an image, channels last; it lives as long as the arena that is open now
     */
    public VelocityField rows(Device device, DType dtype) {
        VelocityField field = velocity(device, dtype);
        return (t, x) -> Ops.reshape(
                field.velocity(t, Ops.reshape(x, x.shape().leading(1).then(image))), x.shape());
    }

    /** v(t, x) on images, with a copy of the weights if they are on another device or in another format. */
    VelocityField velocity(Device device, DType dtype) {
        Arena home = device.currentArena();
        Pass pass = Pass.inference(on(device, dtype, parameters), home);
        return new RecordedField((t, x) -> model.velocity(pass, t, x), home);
    }

    /** Parameters, copied where they are on another device or in another format. */
    static Parameters on(Device device, DType dtype, Parameters parameters) {
        return parameters.withTensors(parameters.tensors().stream()
                .map(p -> p.device().equals(device) && p.dtype() == dtype
                        ? p
                        : device.tensor(dtype, p.shape(), p.value().toDoubles()))
                .toList());
    }

    @Override
    public int dimension() {
        return image.size();
    }

    @Override
    public OptionalDouble covariance(int a, int b) {
        return OptionalDouble.empty();
    }

    @Override
    public int chunk() {
        return 64;
    }

    @Override
    public String description() {
        return description;
    }
}
