package dualflow.nn;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The paper's flow UNet, as in its published code: four steps down and four up between blocks of two 3x3 convolutions, each
 * with the time added; after Ronneberger, Fischer and Brox, "U-Net", MICCAI 2015. With b base channels, the blocks give b, 2b,
 * 4b, 8b, 8b channels on the way down and 4b, 2b, b, b on the way up; a 1x1 convolution gives the velocity. At the paper's b = 64
 * it has 14,036,417 parameters for 1 channel and 14,037,699 for 3.
 *
 * <p>Of these, 768 are three label embeddings that the published code creates and does not use. They are kept here, as its checkpoints
 * contain them, and are {@link Parameter.Role#UNUSED}: its training does not change them either.
 *
 * <p>The published code's other option, transposed convolutions, gives b to 16b channels on the way down and 8b, 4b, 2b, b on the
 * way up. There its transposed convolutions accept only half of the channels that they are given, so that it cannot be evaluated; here
 * they accept all: {@code up1.up.weight} is [16b, 8b, 2, 2] in PyTorch's order in place of [8b, 8b, 2, 2], and so on.
 *
 * @param channels of the images
 * @param baseChannels b, channels of the first block
 * @param upsampling how images are enlarged on the way up
 */
public record FlowUNet(int channels, int baseChannels, Upsampling upsampling) implements VelocityModel {
    /** How images are enlarged by a factor of two. */
    public enum Upsampling {
        /** By bilinear interpolation with aligned corners, as in the paper's experiments. */
        BILINEAR,
        /** By a 2x2 transposed convolution of stride 2, as in the first U-Net. */
        TRANSPOSED_CONVOLUTION
    }

    private static final int STEPS = 4;
    private static final int SMALLEST = 1 << STEPS;
    static final int TIME_DIMENSION = 256;
    private static final int LABELS = 1;

    /**
     * Checks the components.
     *
     * @param channels of the images
     * @param baseChannels b, channels of the first block
     * @param upsampling how images are enlarged on the way up
     * @throws ShapeException if a number of channels is not positive
     */
    public FlowUNet {
        if (channels < 1 || baseChannels < 1) {
            throw new ShapeException("a flow UNet has at least one channel and one base channel, got " + channels
                    + " and " + baseChannels);
        }
    }

    /**
     * The network of the paper's experiments: 64 base channels, bilinear.
     *
     * @param channels of the images
     */
    public FlowUNet(int channels) {
        this(channels, 64, Upsampling.BILINEAR);
    }

    /**
     * A network of another width than the paper's, bilinear like it.
     *
     * @param channels of the images
     * @param baseChannels b, channels of the first block
     * @throws ShapeException if a number of channels is not positive
     */
    public FlowUNet(int channels, int baseChannels) {
        this(channels, baseChannels, Upsampling.BILINEAR);
    }

    /** Channels after a number of steps down. */
    private int width(int depth) {
        boolean doubled = depth < STEPS || upsampling == Upsampling.TRANSPOSED_CONVOLUTION;
        return baseChannels << (doubled ? depth : depth - 1);
    }

    private TimeMlp timeMlp() {
        return new TimeMlp(TIME_DIMENSION);
    }

    private TimedDoubleConvolution in() {
        return new TimedDoubleConvolution(channels, width(0), TIME_DIMENSION);
    }

    /** The step down to a depth, from 1. */
    private DownStep down(int depth) {
        return new DownStep(width(depth - 1), width(depth), TIME_DIMENSION);
    }

    /** The step up to a depth, to 0. A bilinear step gives the channels that the next one's skip has. */
    private UpStep up(int depth) {
        int out = switch (upsampling) {
            case BILINEAR -> width(Math.max(depth - 1, 0));
            case TRANSPOSED_CONVOLUTION -> width(depth);
        };
        return new UpStep(width(depth), out, TIME_DIMENSION, upsampling);
    }

    private Conv2d out() {
        return Conv2d.pointwise(width(0), channels, true);
    }

    @Override
    public Specification specification() {
        Embedding labels = new Embedding(LABELS, TIME_DIMENSION);
        return blocks(Specification.NONE
                .andUnused("label_emb", labels)
                .andUnused("source_label_emb", labels)
                .andUnused("target_label_emb", labels));
    }

    /** A specification, then that of all blocks. */
    Specification blocks(Specification first) {
        Specification all = first.and("time_mlp", timeMlp()).and("inc", in());
        for (int depth = 1; depth <= STEPS; depth++) {
            all = all.and("down" + depth, down(depth));
        }
        for (int depth = STEPS - 1; depth >= 0; depth--) {
            all = all.and("up" + (STEPS - depth), up(depth));
        }
        return all.and("outc", out());
    }

    /**
     * The velocity.
     *
     * @param pass the parameters
     * @param t the time, [] or [..., 1, 1, 1]
     * @param x images, [..., H, W, channels], at least 16 pixels high and wide
     * @return v(t, x), of x's shape
     * @throws ShapeException if the images are smaller or have other channels, or the times do not fit them
     */
    @Override
    public Tensor velocity(Pass pass, Tensor t, Tensor x) {
        return apply(pass, x, embedding(pass, t, x));
    }

    /** The embedding of times, [{@value #TIME_DIMENSION}] or [..., 1, 1, {@value #TIME_DIMENSION}], that fit the images x. */
    Tensor embedding(Pass pass, Tensor t, Tensor x) {
        requireImages(x.shape());
        VelocityModel.requireTimes(t, x, 3);
        return timeMlp().apply(pass.under("time_mlp"), t);
    }

    /** The blocks, each with this embedding of time, or of time and label. */
    Tensor apply(Pass pass, Tensor x, Tensor embedding) {
        Tensor[] skips = new Tensor[STEPS];
        Tensor y = in().apply(pass.under("inc"), x, embedding);
        for (int depth = 1; depth <= STEPS; depth++) {
            skips[depth - 1] = y;
            y = down(depth).apply(pass.under("down" + depth), y, embedding);
        }
        for (int depth = STEPS - 1; depth >= 0; depth--) {
            y = up(depth).apply(pass.under("up" + (STEPS - depth)), y, skips[depth], embedding);
        }
        return out().apply(pass.under("outc"), y);
    }

    /**
     * A part of the network, as a program of its own.
     *
     * @param name the part's name, under which its parameters stand
     * @param specification its parameters, by names relative to it
     * @param inputs the shapes of what it takes: images, for a step up the skip, and the embedding of time
     * @param program from the parameters and these inputs to its result
     */
    public record Block(
            String name,
            Specification specification,
            List<Shape> inputs,
            BiFunction<Pass, List<Tensor>, Tensor> program) {}

    /**
     * The parts of the network in the order in which they are evaluated, for images of a size.
     *
     * @param images the shape of the network's input, [B, H, W, channels], at least 16 pixels high and wide
     * @return the embedding of time, the first block, the steps down and up, and the last convolution
     * @throws ShapeException if the images are smaller or have other channels
     */
    public List<Block> blocks(Shape images) {
        requireImages(images);
        Shape embedding = Shape.of(TIME_DIMENSION);
        List<Block> blocks = new ArrayList<>();
        blocks.add(block(
                "time_mlp",
                timeMlp(),
                List.of(Shape.SCALAR),
                (pass, x) -> timeMlp().apply(pass, x.get(0))));
        blocks.add(block("inc", in(), List.of(images, embedding), (pass, x) -> in().apply(pass, x.get(0), x.get(1))));
        for (int depth = 1; depth <= STEPS; depth++) {
            DownStep step = down(depth);
            blocks.add(block(
                    "down" + depth,
                    step,
                    List.of(at(images, depth - 1, width(depth - 1)), embedding),
                    (pass, x) -> step.apply(pass, x.get(0), x.get(1))));
        }
        int below = width(STEPS);
        for (int depth = STEPS - 1; depth >= 0; depth--) {
            UpStep step = up(depth);
            blocks.add(block(
                    "up" + (STEPS - depth),
                    step,
                    List.of(at(images, depth + 1, below), at(images, depth, width(depth)), embedding),
                    (pass, x) -> step.apply(pass, x.get(0), x.get(1), x.get(2))));
            below = step.out();
        }
        blocks.add(block("outc", out(), List.of(at(images, 0, below)), (pass, x) -> out().apply(pass, x.get(0))));
        return blocks;
    }

    private static Block block(
            String name, Layer layer, List<Shape> inputs, BiFunction<Pass, List<Tensor>, Tensor> program) {
        return new Block(name, layer.specification(), inputs, program);
    }

    /** The images after a number of steps down. */
    private static Shape at(Shape images, int depth, int width) {
        return Shape.of(images.dim(-4), images.dim(-3) >> depth, images.dim(-2) >> depth, width);
    }

    private void requireImages(Shape shape) {
        Conv2d.requireImage("a flow UNet", channels, shape);
        if (shape.dim(-3) < SMALLEST || shape.dim(-2) < SMALLEST) {
            throw new ShapeException("a flow UNet halves images " + STEPS + " times and needs at least " + SMALLEST
                    + " by " + SMALLEST + " pixels, got the shape " + shape + "; give larger images");
        }
    }
}
