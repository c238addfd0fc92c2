package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;

/** The golden x carries both inputs: the image's channels, then those of the time embedding, which is in the first pixel. */
class ResidualBlockTest extends LayerContract {
    @Override
    String golden() {
        return "layer/residual_block";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int groups = switch (golden.name()) {
            case "other channels", "same channels" -> 2;
            case "one pixel" -> 1;
            default -> throw new IllegalStateException(golden.name());
        };
        int in = golden.shape("norm1.weight")[0];
        int out = golden.shape("norm2.weight")[0];
        return new ResidualBlock(in, out, golden.shape("time_mlp.weight")[1], groups);
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        ResidualBlock block = (ResidualBlock) layer;
        Tensor pixel = Ops.slice(Ops.slice(x, -3, 0, 1), -2, 0, 1);
        Tensor time = Ops.slice(pixel, -1, block.in(), block.timeDimension());
        return block.apply(pass, Ops.slice(x, -1, 0, block.in()), time);
    }
}
