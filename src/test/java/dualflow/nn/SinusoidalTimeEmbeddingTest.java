package dualflow.nn;

import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;

class SinusoidalTimeEmbeddingTest extends LayerContract {
    @Override
    String golden() {
        return "layer/sinusoidal_time_embedding";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int dimension = golden.shape("y")[1];
        return new SinusoidalTimeEmbedding(
                dimension, golden.name().equals("flow") || golden.name().equals("mlp") ? 10000 : 1);
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((SinusoidalTimeEmbedding) layer).apply(x);
    }
}
