package dualflow.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
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

    @Test
    void publishedSizes() {
        assertThat(new Mlp1d().specification().parameterCount()).isEqualTo(50_049);
        assertThat(new Mlp2d().specification().parameterCount()).isEqualTo(11_026_434);
    }

    @Test
    void timeMayBeOneForAll() {
        for (VelocityModel model : List.of(new Mlp1d(4), new Mlp2d(1, 1, 4, 6))) {
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
}
