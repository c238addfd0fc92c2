package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.LinearMap;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 5. */
class ManyDirectionsTest {
    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void directionsStandInFrontOfSamples() {
        Tensor batch = device.fill(DType.FLOAT64, Shape.of(5, 3), 0);
        Tensor bias = device.fill(DType.FLOAT64, Shape.of(3), 0);
        Tensor directions = device.tensor(DType.FLOAT64, Shape.of(2, 3), 1, 0, 0, 0, 1, 0);
        assertThat(Autodiff.jvps(b -> Ops.add(batch, b), bias, directions)
                        .tangent()
                        .shape())
                .isEqualTo(Shape.of(2, 5, 3));
        assertThatThrownBy(() -> Ops.add(batch, directions)).isInstanceOf(ShapeException.class);
    }

    /** 3 x^2 at 1, 2 and 3. */
    @Test
    void vmapTakesTheDerivativeAtEachPoint() {
        Tensor points = device.tensor(DType.FLOAT64, Shape.of(3), 1, 2, 3);
        Tensor one = device.scalar(DType.FLOAT64, 1);
        Tensor slopes = Autodiff.vmap(
                p -> Autodiff.jvp(x -> Ops.multiply(Ops.multiply(x, x), x), p, one)
                        .tangent(),
                points);
        assertThat(slopes.value().toDoubles()).containsExactly(3, 12, 27);
    }

    /** Where n is less than m, roughly: forward mode makes n columns, reverse mode m rows, of the same matrix. */
    @Test
    void columnsAndRowsAreOfOneMatrix() {
        Tensor weights = device.tensor(DType.FLOAT64, Shape.of(4, 3), 1, 0, 2, -1, 1, 0, 0, 3, 1, 2, -2, 1);
        Tensor bias = device.tensor(DType.FLOAT64, Shape.of(3), 1, 2, 3);
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(4), 0.1, 0.2, -0.3, 0.4);
        double[] byColumns = Autodiff.jacobian(a -> ManyDirections.layer(a, weights, bias), x)
                .value()
                .toDoubles();
        LinearMap map = Autodiff.linearize(a -> ManyDirections.layer(a, weights, bias), x)
                .map();
        Tensor axes = device.tensor(DType.FLOAT64, Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1);
        Tensor byRows = Autodiff.vmap(w -> map.applyTranspose(w).get(0), axes);
        assertThat(byRows.shape()).isEqualTo(Shape.of(3, 4));
        assertThat(byRows.value().toDoubles()).containsExactly(byColumns, within(1e-15));
    }
}
