package dualflow.nn;

import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;

class LinearTest extends LayerContract {
    @Override
    String golden() {
        return "layer/linear";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int[] weight = golden.shape("weight");
        return new Linear(weight[1], weight[0], golden.has("bias"));
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((Linear) layer).apply(pass, x);
    }
}
