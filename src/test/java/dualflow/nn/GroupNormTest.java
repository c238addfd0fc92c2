package dualflow.nn;

import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;

class GroupNormTest extends LayerContract {
    @Override
    String golden() {
        return "layer/group_norm";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int channels = golden.shape("weight")[0];
        return switch (golden.name()) {
            case "images" -> new GroupNorm(2, channels);
            case "one group" -> new GroupNorm(1, channels);
            case "groups of one" -> new GroupNorm(4, channels);
            case "tokens" -> new GroupNorm(2, channels, 1, 1e-5);
            case "vectors" -> new GroupNorm(2, channels, 0, 1e-5);
            case "epsilon" -> new GroupNorm(2, channels, 2, 0.25);
            default -> throw new IllegalStateException(golden.name());
        };
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((GroupNorm) layer).apply(pass, x);
    }
}
