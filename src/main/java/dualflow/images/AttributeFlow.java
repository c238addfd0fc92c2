package dualflow.images;

import dualflow.dependency.JvpEstimator;
import dualflow.dependency.Transpose;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.nn.Classifier;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The attributes of generated images as a function of the noise, C o f: a flow f from N(0, I) to images through an ODE solver, and after it a
 * classifier or regressor C (paper, section 5.3). One program, so that a Jacobian-vector product of it is one pass over both, J_C (J_f z), all
 * directions at a point together.
 *
 * @param flow f
 * @param image the shape of an image, [rows, columns, channels]
 * @param classifier C
 * @param parameters its weights and buffers; not modified
 */
public record AttributeFlow(ImageFlow flow, Shape image, Classifier classifier, Parameters parameters) {
    /**
     * Checks that the weights are those of the classifier.
     *
     * @param flow f
     * @param image the shape of an image, [rows, columns, channels]
     * @param classifier C
     * @param parameters its weights and buffers
     * @throws dualflow.nn.ParameterException if the weights are not those of the classifier; it names the first mismatch
     * @throws IllegalArgumentException if the flow makes images of another size
     */
    public AttributeFlow {
        classifier.specification().requireFit(parameters);
        if (image.size() != flow.dimension()) {
            throw new IllegalArgumentException(
                    "images of shape " + image + " are not of the flow's " + flow.dimension() + " numbers");
        }
    }

    /**
     * An estimator of derivatives of the attributes, one Gaussian direction for each sample.
     *
     * @param device the device it will run on; what flow and classifier allocate there lives in the currently open arena
     * @param dtype the format it will run in
     * @param solver the method that solves the flow, in fixed steps
     * @param grid the times, from 0 to 1
     * @param seed the seed of all draws
     * @return the estimator
     */
    public JvpEstimator estimator(Device device, DType dtype, OdeSolver solver, TimeGrid grid, long seed) {
        UnaryOperator<Tensor> attributes = attributes(device, dtype);
        int[] whole = IntStream.range(0, flow.dimension()).toArray();
        UnaryOperator<Tensor> made = flow.map(device, dtype, solver, grid, whole);
        Transpose ofFlow = flow.transpose(device, dtype, solver, grid);
        Transpose ofClassifier = Transpose.of(attributes);
        Transpose both = (x, cotangents) -> ofFlow.pull(x, images -> ofClassifier.pull(images, cotangents));
        return new JvpEstimator(x -> attributes.apply(made.apply(x)), flow.dimension(), seed)
                .withTranspose(both)
                .withLargestChunk(flow.chunk());
    }

    /**
     * The attributes of images given as rows.
     *
     * @param device the device it will run on; what it allocates there lives in the currently open arena
     * @param dtype the format it will run in
     * @return C, from [n, d] to [n, m]
     */
    public UnaryOperator<Tensor> attributes(Device device, DType dtype) {
        Arena home = device.currentArena();
        Pass pass = Pass.inference(LearnedImageFlow.on(device, dtype, parameters), home);
        RecordedFunction recorded = new RecordedFunction(x -> List.of(classifier.apply(pass, x.get(0))), home);
        return x -> recorded.apply(List.of(Ops.reshape(x, x.shape().leading(1).then(image))))
                .get(0);
    }
}
