package dualflow.nn;

import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;

class ConvolutionTest extends LayerContract {
    @Override
    String golden() {
        return "layer/convolution";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int[] weight = golden.shape("weight");
        int stride = (int) golden.scalar("stride");
        int padding = (int) golden.scalar("padding");
        return new Convolution(weight[1], weight[0], weight[2], stride, padding, golden.has("bias"));
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((Convolution) layer).apply(pass, x);
    }
}
