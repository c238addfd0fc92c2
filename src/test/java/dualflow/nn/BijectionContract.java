package dualflow.nn;

import dualflow.normalizing.Bijection;
import dualflow.normalizing.Inverse;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import org.junit.jupiter.api.TestInstance;

/** What every bijection must satisfy: as a layer of points to images and log-determinants, in both directions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BijectionContract extends LayerContract {
    @Override
    protected abstract String golden();

    /** The bijection of a golden case. */
    protected abstract Bijection bijection(GoldenCsv.Case golden);

    @Override
    final Layer layer(GoldenCsv.Case golden) {
        Bijection bijection = bijection(golden);
        return golden.name().endsWith(" inverse") ? new Inverse(bijection) : bijection;
    }

    @Override
    final Tensor apply(Layer layer, Pass pass, Tensor x) {
        Bijection.Mapped mapped = ((Bijection) layer).forward(pass, x);
        Tensor column = Ops.reshape(
                mapped.logDeterminant(), mapped.logDeterminant().shape().then(Shape.of(1)));
        return Ops.concat(mapped.value(), column, -1);
    }

    /** The number of coordinates in a golden case. */
    protected static int dimension(GoldenCsv.Case golden) {
        return golden.shape("x")[1];
    }

    /** The width of the hidden layers. */
    protected static int width(GoldenCsv.Case golden) {
        return golden.shape("net.0.weight")[0];
    }

    /** The number of hidden layers. */
    protected static int depth(GoldenCsv.Case golden) {
        int depth = 0;
        while (golden.has("net." + (depth + 1) + ".weight")) {
            depth++;
        }
        return depth;
    }
}
