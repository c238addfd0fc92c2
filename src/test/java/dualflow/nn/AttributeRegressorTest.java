package dualflow.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributeRegressorTest extends ModelContract {
    @Override
    String golden() {
        return "layer/regressor";
    }

    @Override
    AttributeRegressor model(GoldenCsv.Case golden) {
        return golden.name().equals("published") ? new AttributeRegressor(1, 16, 3) : new AttributeRegressor(3, 2, 2);
    }

    @Override
    List<String> inputs() {
        return List.of("x");
    }

    @Override
    Tensor apply(Layer model, Pass pass, List<Tensor> inputs) {
        return ((AttributeRegressor) model).apply(pass, inputs.get(0));
    }

    @Test
    void outputsAreInTheUnitsOfTheAttributes() {
        AttributeRegressor model = new AttributeRegressor(1, 2, 2);
        try (Device device = new HostDevice()) {
            Parameters drawn = model.specification().draw(device, DType.FLOAT64, 1);
            Parameters units = drawn.with(
                    AttributeRegressor.units(device, DType.FLOAT64, List.of(3.0, 100.0), List.of(0.5, 20.0)));
            Tensor image = device.fill(DType.FLOAT64, Shape.of(9, 9, 1), 0.5);
            double[] scores =
                    model.scores(Pass.evaluation(drawn), image).value().toDoubles();
            double[] outputs =
                    model.apply(Pass.evaluation(units), image).value().toDoubles();
            assertThat(outputs).containsExactly(3 + 0.5 * scores[0], 100 + 20 * scores[1]);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        AttributeRegressor model = new AttributeRegressor(1, 2, 2);
        try (Device device = new HostDevice()) {
            Pass pass = Pass.evaluation(model.specification().draw(device, DType.FLOAT32, 1));
            assertThatThrownBy(() -> model.apply(pass, device.fill(DType.FLOAT32, Shape.of(8, 8, 3), 1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("a regressor of 1 channels got the shape [8, 8, 3]");
            assertThatThrownBy(() -> new AttributeRegressor(1, 2, 0)).isInstanceOf(ShapeException.class);
        }
    }
}
