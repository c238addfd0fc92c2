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

    /** An angle of up to 10000, with a product and a frequency that are each rounded, is wrong by up to 10000 2^-23. */
    @Override
    double float32Tolerance(GoldenCsv.Case golden) {
        return ((SinusoidalTimeEmbedding) layer(golden)).scale() == 1 ? 1e-6 : 10000 * 0x1p-23;
    }
}
