package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The residual network of 50 layers that the paper uses to classify face attributes: He, Zhang, Ren and Sun, "Deep residual
 * learning for image recognition", CVPR 2016, in the variant of torchvision's {@code resnet50} (version 1.5), whose parameters it
 * has by name, order and shape. A 7x7 convolution of stride 2 and a 3x3 max pool of stride 2, then 3, 4, 6 and 3 {@link Bottleneck}
 * blocks of b, 2b, 4b and 8b channels, the mean of each channel, and a linear map to the outputs. With torchvision's b = 64 it has
 * 25,557,032 parameters for 1000 outputs and 23,589,992 for the paper's 40.
 *
 * <p>Images of any size are accepted; 224 by 224 pixels are as for ImageNet. The paper's images, 64 by 64, are reduced to 2 by 2 pixels
 * before the mean.
 *
 * @param outputs the number of logits for each image
 * @param baseChannels b, channels of the first convolution
 */
public record ResNet50(int outputs, int baseChannels) implements Classifier {
    static final int CHANNELS = 3;
    private static final List<Integer> BLOCKS = List.of(3, 4, 6, 3);

    private record Named(String name, Bottleneck block) {}

    /**
     * Checks the components.
     *
     * @param outputs the number of logits for each image
     * @param baseChannels b, channels of the first convolution
     * @throws ShapeException if one is not positive
     */
    public ResNet50 {
        if (outputs < 1 || baseChannels < 1) {
            throw new ShapeException("a residual network has at least one output and one base channel, got " + outputs
                    + " and " + baseChannels);
        }
    }

    /**
     * The network with torchvision's 64 base channels.
     *
     * @param outputs the number of logits for each image
     */
    public ResNet50(int outputs) {
        this(outputs, 64);
    }

    private NormedConvolution stem() {
        return new NormedConvolution("conv1", "bn1", Bottleneck.convolution(CHANNELS, baseChannels, 7, 2));
    }

    private List<Named> blocks() {
        List<Named> blocks = new ArrayList<>();
        int in = baseChannels;
        for (int stage = 0; stage < BLOCKS.size(); stage++) {
            int width = baseChannels << stage;
            for (int i = 0; i < BLOCKS.get(stage); i++) {
                int stride = i == 0 && stage > 0 ? 2 : 1;
                Bottleneck block = new Bottleneck(in, width, stride);
                blocks.add(new Named("layer" + (stage + 1) + "." + i, block));
                in = block.out();
            }
        }
        return blocks;
    }

    private Linear head() {
        return new Linear(Bottleneck.EXPANSION * (baseChannels << (BLOCKS.size() - 1)), outputs);
    }

    @Override
    public Specification specification() {
        Specification all = stem().specification();
        for (Named named : blocks()) {
            all = all.and(named.name(), named.block());
        }
        return all.and("fc", head());
    }

    /**
     * The logits.
     *
     * @param pass the parameters
     * @param x images, [..., H, W, 3]
     * @return [..., outputs]
     * @throws ShapeException if the images have other channels
     */
    @Override
    public Tensor apply(Pass pass, Tensor x) {
        Conv2d.requireImage("a residual network", CHANNELS, x);
        Tensor y = Ops.maxPool(Activation.RELU.apply(stem().apply(pass, x)), 3, 2, 1);
        for (Named named : blocks()) {
            y = named.block().apply(pass.under(named.name()), y);
        }
        Shape shape = y.shape();
        Tensor pixels = Ops.reshape(y, shape.leading(3).then(Shape.of(shape.dim(-3) * shape.dim(-2), shape.dim(-1))));
        return head().apply(pass.under("fc"), Ops.mean(Ops.transpose(pixels), 1));
    }
}
