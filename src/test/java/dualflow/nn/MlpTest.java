package dualflow.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The two networks without convolutions, at the published size and narrow. */
class MlpTest {
    @Nested
    class OneDimension extends ModelContract {
        @Override
        String golden() {
            return "layer/mlp_1d";
        }

        @Override
        Layer model(GoldenCsv.Case golden) {
            return golden.name().equals("width 5") ? new Mlp1d(5) : new Mlp1d();
        }
    }

    @Nested
    class SeveralDimensions extends ModelContract {
        @Override
        String golden() {
            return "layer/mlp_2d";
        }

        @Override
        Layer model(GoldenCsv.Case golden) {
            return golden.name().equals("narrow") ? new Mlp2d(3, 2, 16, 8) : new Mlp2d();
        }

        /** Rounding in eleven consecutive sums of 1024 products: 1.1e-5 of the JVP along weights and inputs. */
        @Override
        double float32Tolerance(GoldenCsv.Case golden) {
            return 2e-5;
        }
    }

    @Nested
    class OfVelocities extends ModelContract {
        @Override
        String golden() {
            return "layer/velocity_mlp";
        }

        @Override
        Layer model(GoldenCsv.Case golden) {
            return golden.name().equals("narrow") ? new VelocityMlp(3, 2, 8) : new VelocityMlp(2, 4, 64);
        }
    }

    @Nested
    class OfLayersInOrder extends ModelContract {
        @Override
        String golden() {
            return "layer/sequential";
        }

        @Override
        Layer model(GoldenCsv.Case golden) {
            return Sequential.parse(
                    switch (golden.name()) {
                        case "x then t" -> "x,t | net.0 3 16 | silu | net.2 16 8 | tanh | net.4 8 2";
                        case "t then x" -> "t,x | net.0 4 8 no-bias | gelu-tanh | softplus | net.3 8 3";
                        default -> "x | net.0 2 8 | relu | net.2 8 2 no-bias";
                    });
        }
    }

    @Nested
    class TwoTimes extends ModelContract {
        @Override
        String golden() {
            return "layer/average_velocity_mlp";
        }

        @Override
        Layer model(GoldenCsv.Case golden) {
            return golden.name().equals("one layer")
                    ? new AverageVelocityMlp(3, 1, 8)
                    : new AverageVelocityMlp(2, 3, 16);
        }

        @Override
        List<String> inputs() {
            return List.of("r", "t", "x");
        }

        @Override
        Tensor apply(Layer model, Pass pass, List<Tensor> inputs) {
            return ((AverageVelocityModel) model).average(pass, inputs.get(0), inputs.get(1), inputs.get(2));
        }
    }

    @Test
    void publishedSizes() {
        assertThat(new Mlp1d().specification().parameterCount()).isEqualTo(50_049);
        assertThat(new Mlp2d().specification().parameterCount()).isEqualTo(11_026_434);
    }

    @Test
    void timeMayBeOneForAll() {
        List<VelocityModel> models = List.of(
                new Mlp1d(4),
                new Mlp2d(1, 1, 4, 6),
                new VelocityMlp(1, 2, 4),
                new AverageVelocityMlp(1, 2, 4),
                Sequential.parse("t,x | a 2 4 | elu | b 4 1"));
        for (VelocityModel model : models) {
            try (Device device = new HostDevice()) {
                Parameters parameters = model.specification().draw(device, DType.FLOAT64, 1);
                Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 1), -0.5, 2);
                Pass pass = Pass.evaluation(parameters);
                Tensor one = model.velocity(pass, device.scalar(DType.FLOAT64, 0.25), x);
                Tensor each = model.velocity(pass, device.tensor(DType.FLOAT64, Shape.of(2, 1), 0.25, 0.25), x);
                assertThat(one.shape()).isEqualTo(x.shape());
                assertThat(one.value().toDoubles()).isEqualTo(each.value().toDoubles());
            }
        }
    }

    /** The velocity is the average at equal times; other lengths are refused. */
    @Test
    void averageAtEqualTimesIsTheVelocity() {
        AverageVelocityMlp model = new AverageVelocityMlp(2, 2, 4);
        try (Device device = new HostDevice()) {
            Pass pass = Pass.evaluation(model.specification().draw(device, DType.FLOAT64, 1));
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 2), -0.5, 2, 1, 3);
            Tensor t = device.tensor(DType.FLOAT64, Shape.of(2, 1), 0.25, 0.75);
            Tensor r = device.tensor(DType.FLOAT64, Shape.of(2, 1), 0.5, 1);
            double[] velocity = model.velocity(pass, t, x).value().toDoubles();
            assertThat(velocity)
                    .isEqualTo(model.average(pass, t, t, x).value().toDoubles())
                    .isNotEqualTo(model.average(pass, r, t, x).value().toDoubles());
            assertThatThrownBy(() -> model.average(pass, Ops.reshape(r, Shape.of(1, 2)), t, x))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("times of shape [1, 2] do not fit samples of shape [2, 2]");
            assertThatThrownBy(() -> new AverageVelocityMlp(2, 0, 4))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("the network needs at least one dimension, block and width, got 2, 0 and 4");
        }
    }
}
