package dualflow.nn;

import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;

class ActivationTest extends LayerContract {
    /** A function as a layer without parameters. */
    private record Applied(Activation activation) implements Layer {
        @Override
        public Specification specification() {
            return Specification.NONE;
        }
    }

    @Override
    String golden() {
        return "layer/activation";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        Activation activation = Activation.valueOf(golden.name());
        return new Applied(activation);
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((Applied) layer).activation().apply(x);
    }
}
