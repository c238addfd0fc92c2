package dualflow.claim;

import dualflow.dependency.Directions;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A map of the size and length of the published diagnostics', with a known flow: from N(0, I) to N(m, diag(l)) in 28 x 28 dimensions by
 * 99 Euler steps. As it is linear, the error of a finite difference is round-off alone.
 */
final class ImageSizedFlow {
    private static final int DIMENSION = 784;
    private static final Draws DRAWS = new Draws(60);

    private final Device device;
    private final DType dtype;

    ImageSizedFlow(Device device, DType dtype) {
        this.device = device;
        this.dtype = dtype;
    }

    /** The map from x0 to x1. */
    UnaryOperator<Tensor> map() {
        // Variances from 1 down to 1e-3, like the decaying spectrum of images.
        double[] variances = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            variances[i] = StrictMath.pow(1e-3, (double) i / (DIMENSION - 1));
        }
        Tensor l = row(variances);
        Tensor m = row(DRAWS.normals(0, 0, DIMENSION));
        VelocityField field = (t, x) -> {
            Tensor s = Ops.shift(Ops.negate(t), 1);
            Tensor numerator = Ops.subtract(Ops.multiply(t, l), s);
            Tensor denominator = Ops.add(Ops.multiply(s, s), Ops.multiply(Ops.multiply(t, t), l));
            return Ops.add(m, Ops.multiply(Ops.divide(numerator, denominator), Ops.subtract(x, Ops.multiply(t, m))));
        };
        return x -> OdeSolver.euler().solve(field, x, TimeGrid.linspace(100));
    }

    /** A point x0. */
    Tensor point() {
        return row(DRAWS.normals(1, 0, DIMENSION));
    }

    /** A direction of length 1, as in the published code. */
    Tensor direction() {
        return row(Directions.UNIT.draw(DRAWS, 2, 0, 1, 1, DIMENSION));
    }

    private Tensor row(double[] values) {
        return device.tensor(dtype, Shape.of(1, DIMENSION), values);
    }
}
