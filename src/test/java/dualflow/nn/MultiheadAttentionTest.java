package dualflow.nn;

import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;

class MultiheadAttentionTest extends LayerContract {
    @Override
    String golden() {
        return "layer/attention";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int heads = switch (golden.name()) {
            case "one head" -> 1;
            case "two heads", "without a batch" -> 2;
            case "heads of one channel" -> 3;
            case "one token" -> 4;
            default -> throw new IllegalStateException(golden.name());
        };
        return new MultiheadAttention(golden.shape("out_proj.bias")[0], heads);
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((MultiheadAttention) layer).apply(pass, x);
    }
}
