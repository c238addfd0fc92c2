package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A small convolutional network that measures numeric attributes of images, such as thickness and slant of a digit. A 3x3 convolution to b
 * channels, three of stride 2 to 2b, 4b and 8b, the mean of each channel, and a hidden layer of 8b; all with SiLU, so that the network is
 * smooth and its JVPs are those of a function that has them everywhere. Images of any size are accepted.
 *
 * <p>It is trained on attributes in standard scores. Their means and deviations are buffers of the network, {@value #MEAN} and {@value
 * #DEVIATION}, so its outputs are in the attributes' own units.
 *
 * @param channels channels of the images
 * @param baseChannels b, channels of the first convolution
 * @param outputs how many attributes
 */
public record AttributeRegressor(int channels, int baseChannels, int outputs) implements Classifier {
    /** The buffer of the attributes' means, [outputs]; 0 before training. */
    public static final String MEAN = "target_mean";

    /** The buffer of the attributes' standard deviations, [outputs]; 1 before training. */
    public static final String DEVIATION = "target_deviation";

    private static final int CONVOLUTIONS = 4;

    /**
     * Checks the components.
     *
     * @param channels channels of the images
     * @param baseChannels b, channels of the first convolution
     * @param outputs how many attributes
     * @throws ShapeException if one is not positive
     */
    public AttributeRegressor {
        if (channels < 1 || baseChannels < 1 || outputs < 1) {
            throw new ShapeException("a regressor has at least one channel, base channel and output, got " + channels
                    + ", " + baseChannels + " and " + outputs);
        }
    }

    /** He's initialisation, which keeps the signal's size from layer to layer. */
    private Conv2d convolution(int i) {
        int in = i == 0 ? channels : baseChannels << (i - 1);
        Initialisation he = new Initialisation.Uniform(Math.sqrt(6.0 / (9 * in)));
        return new Conv2d(in, baseChannels << i, 3, i == 0 ? 1 : 2, 1, true, he);
    }

    private int width() {
        return baseChannels << (CONVOLUTIONS - 1);
    }

    private Linear hidden() {
        return new Linear(width(), width());
    }

    private Linear last() {
        return new Linear(width(), outputs);
    }

    @Override
    public Specification specification() {
        Specification buffers =
                Specification.of(Parameter.buffer(MEAN, 0, outputs), Parameter.buffer(DEVIATION, 1, outputs));
        for (int i = 0; i < CONVOLUTIONS; i++) {
            buffers = buffers.and("convolutions." + i, convolution(i));
        }
        return buffers.and("hidden", hidden()).and("last", last());
    }

    /**
     * The attributes.
     *
     * @param pass the parameters
     * @param x images, [..., H, W, channels]
     * @return [..., outputs], in the attributes' units: mean + deviation * {@link #scores}
     * @throws ShapeException if the images have other channels
     */
    @Override
    public Tensor apply(Pass pass, Tensor x) {
        return Ops.add(Ops.multiply(scores(pass, x), pass.get(DEVIATION)), pass.get(MEAN));
    }

    /**
     * The attributes in standard scores of the images that it was trained on.
     *
     * @param pass the parameters
     * @param x images, [..., H, W, channels]
     * @return [..., outputs]
     * @throws ShapeException if the images have other channels
     */
    public Tensor scores(Pass pass, Tensor x) {
        Conv2d.requireImage("a regressor", channels, x);
        Tensor y = x;
        for (int i = 0; i < CONVOLUTIONS; i++) {
            y = Activation.SILU.apply(convolution(i).apply(pass.under("convolutions." + i), y));
        }
        Shape shape = y.shape();
        Tensor pixels = Ops.reshape(y, shape.leading(3).then(Shape.of(shape.dim(-3) * shape.dim(-2), shape.dim(-1))));
        Tensor means = Ops.mean(Ops.transpose(pixels), 1);
        return last().apply(pass.under("last"), Activation.SILU.apply(hidden().apply(pass.under("hidden"), means)));
    }

    /**
     * The buffers of some attributes.
     *
     * @param device where to put them
     * @param dtype their format
     * @param mean of each attribute
     * @param deviation of each attribute, positive
     * @return both buffers, for {@link Parameters#with}
     */
    public static Parameters units(Device device, DType dtype, List<Double> mean, List<Double> deviation) {
        return new Parameters(Map.of(MEAN, tensor(device, dtype, mean), DEVIATION, tensor(device, dtype, deviation)));
    }

    private static Tensor tensor(Device device, DType dtype, List<Double> numbers) {
        return device.tensor(
                dtype,
                Shape.of(numbers.size()),
                numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
