package dualflow.nn;

import dualflow.op.Ops;
import dualflow.op.Resize;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The attention UNet of the paper's Table 2, as in the published code (no published script trains it): residual blocks with group
 * norms, downsampling by 4x4 convolutions of stride 2 and upsampling by transposed ones, with attention between the pixels at some
 * resolutions and always in the middle. The time e = L2 silu(L1 s(t)) comes from the sinusoidal embedding s of t itself.
 *
 * <pre>
 * h = skip[0] = conv3x3(x)
 * h = skip[i + 1] = conv4x4(attend(residual(h, e)))                    for each multiplier i
 * h = residual(attend(residual(h, e)), e)                              in the middle
 * h = attend(residual([resize(conv4x4^T(h)), skip[i]], e))             for each multiplier i, from the last to the first
 * v = conv3x3(silu(norm(h)))
 * </pre>
 *
 * <p>An image is resized, bilinearly with aligned corners, where downsampling had rounded an odd size. Which blocks attend follows from
 * the nominal image size alone: block i of the way down does where floor(size / 2^i) is among the resolutions, the block of the way up that
 * joins skip[i] where floor(size / 2^levels) 2^(levels - i) is. Images of other sizes may be given.
 *
 * <p>The norms have 32 groups. In a level of 32 channels, the published code's default, each group is one channel, and the second norm
 * of a residual block removes whatever the time adds: there the velocity depends on the time only through wider levels.
 *
 * <p>The published network adds a row of a label embedding to e where a label is given. A velocity has none, so nothing is added; the
 * embedding is kept as in the published network, and is {@link Parameter.Role#UNUSED}.
 *
 * @param channels channels of an image
 * @param baseChannels channels of the first level, a multiple of 32: 64 in Table 2, 32 by default in the published code
 * @param multipliers channels of each level as multiples of the first; published (1, 1, 2, 2, 4)
 * @param attentionResolutions the sizes at which blocks attend; published (8, 16, 32)
 * @param imageSize the nominal height and width of images, by default 224 in the published code
 * @param labels rows of the label embedding, by default 102 in the published code
 * @param timeDimension the length of the time embedding, published 256
 * @param sumsHeads whether attention sums its scores over its four heads, as published; see {@link AttentionBlock}
 */
public record AttentionUNet(
        int channels,
        int baseChannels,
        List<Integer> multipliers,
        List<Integer> attentionResolutions,
        int imageSize,
        int labels,
        int timeDimension,
        boolean sumsHeads)
        implements VelocityModel {
    private static final int GROUPS = 32;
    private static final int HEADS = 4;

    /**
     * Checks and copies the components.
     *
     * @param channels channels of an image
     * @param baseChannels channels of the first level, a multiple of 32
     * @param multipliers channels of each level as multiples of the first
     * @param attentionResolutions the sizes at which blocks attend
     * @param imageSize the nominal height and width of images
     * @param labels rows of the label embedding
     * @param timeDimension the length of the time embedding
     * @param sumsHeads whether attention sums its scores over its heads
     * @throws ShapeException if the channels are not a multiple of 32, a number is too small, or an image of this size is
     *     halved to nothing
     */
    public AttentionUNet {
        multipliers = List.copyOf(multipliers);
        attentionResolutions = List.copyOf(attentionResolutions);
        if (baseChannels < 1 || baseChannels % GROUPS != 0) {
            throw new ShapeException("an attention UNet has group norms of " + GROUPS
                    + " groups and needs base channels that are a multiple of it, got " + baseChannels);
        }
        if (channels < 1 || labels < 1 || multipliers.stream().anyMatch(multiplier -> multiplier < 1)) {
            throw new ShapeException(
                    "an attention UNet needs at least one channel, one label and multipliers of at least 1, got "
                            + channels + " channels, " + labels + " labels and the multipliers " + multipliers);
        }
        requireSize(multipliers.size(), imageSize, imageSize);
    }

    /**
     * The published levels, resolutions of attention and time embedding.
     *
     * @param channels channels of an image
     * @param baseChannels channels of the first level, a multiple of 32
     * @param imageSize the nominal height and width of images, at least 32
     * @param labels rows of the label embedding
     * @param sumsHeads whether attention sums its scores over its four heads, as published
     */
    public AttentionUNet(int channels, int baseChannels, int imageSize, int labels, boolean sumsHeads) {
        this(channels, baseChannels, List.of(1, 1, 2, 2, 4), List.of(8, 16, 32), imageSize, labels, 256, sumsHeads);
    }

    @Override
    public Specification specification() {
        Specification all = Specification.NONE
                .and("time_embedding.linear_1", new Linear(timeDimension, 4 * timeDimension))
                .and("time_embedding.linear_2", new Linear(4 * timeDimension, timeDimension))
                .andUnused("class_embedding.embedding", new Embedding(labels, timeDimension))
                .and("input_conv", Conv2d.same3x3(channels, baseChannels));
        for (int i = 0; i < multipliers.size(); i++) {
            all = all.and("down_blocks." + i, down(i));
        }
        all = all.and("middle_block.0", residual(bottom(), bottom()))
                .and("middle_block.1", attention(bottom()))
                .and("middle_block.2", residual(bottom(), bottom()));
        for (int i = 0; i < multipliers.size(); i++) {
            all = all.and("up_blocks." + i, up(i));
        }
        return all.and("output_conv.0", new GroupNorm(GROUPS, baseChannels))
                .and("output_conv.2", Conv2d.same3x3(baseChannels, channels));
    }

    /**
     * The velocity.
     *
     * @param pass the parameters
     * @param t the time, [] or [..., 1, 1, 1]
     * @param x images, [..., H, W, channels], H and W at least 2^levels
     * @return v(t, x), of x's shape
     * @throws ShapeException if the images have other channels or are too small, or the times do not fit them
     */
    @Override
    public Tensor velocity(Pass pass, Tensor t, Tensor x) {
        Conv2d.requireImage("an attention UNet", channels, x);
        requireSize(multipliers.size(), x.shape().dim(-3), x.shape().dim(-2));
        VelocityModel.requireTimes(t, x, 3);
        Tensor time = time(pass.under("time_embedding"), t);

        Tensor h = Conv2d.same3x3(channels, baseChannels).apply(pass.under("input_conv"), x);
        List<Tensor> skips = new ArrayList<>();
        for (int i = 0; i < multipliers.size(); i++) {
            skips.add(h);
            h = down(i).apply(pass.under("down_blocks." + i), h, time);
        }
        h = residual(bottom(), bottom()).apply(pass.under("middle_block.0"), h, time);
        h = attention(bottom()).apply(pass.under("middle_block.1"), h);
        h = residual(bottom(), bottom()).apply(pass.under("middle_block.2"), h, time);
        for (int i = 0; i < multipliers.size(); i++) {
            h = up(i).apply(pass.under("up_blocks." + i), h, skips.remove(skips.size() - 1), time);
        }
        h = Activation.SILU.apply(new GroupNorm(GROUPS, baseChannels).apply(pass.under("output_conv.0"), h));
        return Conv2d.same3x3(baseChannels, channels).apply(pass.under("output_conv.2"), h);
    }

    private Tensor time(Pass pass, Tensor t) {
        Tensor waves = new SinusoidalTimeEmbedding(timeDimension, 1).apply(t);
        Tensor hidden = new Linear(timeDimension, 4 * timeDimension).apply(pass.under("linear_1"), waves);
        return new Linear(4 * timeDimension, timeDimension)
                .apply(pass.under("linear_2"), Activation.SILU.apply(hidden));
    }

    /** Channels of skip i. */
    private int width(int skip) {
        return skip == 0 ? baseChannels : baseChannels * multipliers.get(skip - 1);
    }

    private int bottom() {
        return width(multipliers.size());
    }

    private Down down(int i) {
        return new Down(residual(width(i), width(i + 1)), attention(width(i + 1)), attendsAt(imageSize >> i));
    }

    private Up up(int i) {
        int skip = multipliers.size() - 1 - i;
        int below = width(skip + 1);
        int size = (imageSize >> multipliers.size()) << (i + 1);
        return new Up(below, residual(below + width(skip), width(skip)), attention(width(skip)), attendsAt(size));
    }

    private boolean attendsAt(int size) {
        return attentionResolutions.contains(size);
    }

    private ResidualBlock residual(int in, int out) {
        return new ResidualBlock(in, out, timeDimension, GROUPS);
    }

    private AttentionBlock attention(int width) {
        return new AttentionBlock(width, GROUPS, HEADS, sumsHeads);
    }

    /** Every level halves the image and needs a pixel to be left. */
    private static void requireSize(int levels, int height, int width) {
        if (levels < 1 || levels > 30 || Math.min(height, width) >> levels < 1) {
            throw new ShapeException(
                    "an attention UNet of " + levels + " levels halves an image as many times and cannot take "
                            + height + " by " + width + " pixels; give it at least 2^" + levels
                            + " along each side, or fewer levels");
        }
    }

    /** A level of the way down: the result has half the height and width. */
    private record Down(ResidualBlock conv, AttentionBlock attention, boolean attends) implements Layer {
        @Override
        public Specification specification() {
            Specification all = Specification.NONE.and("conv", conv).and("downsample", halving());
            return attends ? all.and("attention", attention) : all;
        }

        Tensor apply(Pass pass, Tensor x, Tensor time) {
            Tensor h = conv.apply(pass.under("conv"), x, time);
            h = attends ? attention.apply(pass.under("attention"), h) : h;
            return halving().apply(pass.under("downsample"), h);
        }

        private Conv2d halving() {
            return new Conv2d(conv.out(), conv.out(), 4, 2, 1, true);
        }
    }

    /** A level of the way up: the result has the height and width of the skip. */
    private record Up(int in, ResidualBlock conv, AttentionBlock attention, boolean attends) implements Layer {
        @Override
        public Specification specification() {
            Specification all = Specification.NONE.and("conv", conv).and("upsample", doubling());
            return attends ? all.and("attention", attention) : all;
        }

        Tensor apply(Pass pass, Tensor x, Tensor skip, Tensor time) {
            Tensor large = resized(doubling().apply(pass.under("upsample"), x), skip.shape());
            Tensor h = conv.apply(pass.under("conv"), Ops.concat(large, skip, -1), time);
            return attends ? attention.apply(pass.under("attention"), h) : h;
        }

        private ConvTranspose2d doubling() {
            return new ConvTranspose2d(in, in, 4, 2, 1);
        }

        private static Tensor resized(Tensor x, Shape size) {
            return x.shape().dim(-3) == size.dim(-3) && x.shape().dim(-2) == size.dim(-2)
                    ? x
                    : Resize.bilinear(x, size.dim(-3), size.dim(-2), true);
        }
    }
}
