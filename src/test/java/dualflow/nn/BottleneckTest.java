package dualflow.nn;

import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;

class BottleneckTest extends LayerContract {
    @Override
    String golden() {
        return "layer/bottleneck";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int[] weight = golden.shape("conv1.weight");
        int stride = golden.shape("y")[1] < golden.shape("x")[1] ? 2 : 1;
        return new Bottleneck(weight[1], weight[0], stride);
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((Bottleneck) layer).apply(pass, x);
    }

    @Override
    Pass pass(GoldenCsv.Case golden, Parameters parameters) {
        return golden.name().equals("training") ? Pass.training(parameters, 0, 0) : Pass.evaluation(parameters);
    }
}
