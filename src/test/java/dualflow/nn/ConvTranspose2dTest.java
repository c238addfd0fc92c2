package dualflow.nn;

import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;

class ConvTranspose2dTest extends LayerContract {
    @Override
    String golden() {
        return "layer/transposed_convolution";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int[] weight = golden.shape("weight");
        int stride = (int) golden.scalar("stride");
        int padding = (int) golden.scalar("padding");
        return new ConvTranspose2d(weight[0], weight[1], weight[2], stride, padding);
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((ConvTranspose2d) layer).apply(pass, x);
    }
}
