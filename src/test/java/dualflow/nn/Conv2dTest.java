package dualflow.nn;

import static dualflow.testing.ArrayErrors.error;
import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Linearized;
import dualflow.device.host.HostDevice;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Conv2dTest extends LayerContract {
    @Override
    String golden() {
        return "layer/convolution";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int[] weight = golden.shape("weight");
        int stride = (int) golden.scalar("stride");
        int padding = (int) golden.scalar("padding");
        return new Conv2d(weight[1], weight[0], weight[2], stride, padding, golden.has("bias"));
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((Conv2d) layer).apply(pass, x);
    }

    /** In training Winograd's algorithm gives the convolution, and its derivatives in images and weights, all of them of many tiles. */
    @Test
    void trainingByWinogradGivesTheConvolutionAndItsDerivatives() {
        Conv2d layer = new Conv2d(32, 48, 3, 1, 1, true);
        try (Device host = new HostDevice()) {
            List<double[]> exact = results(layer, host, DType.FLOAT64, false);
            for (Device device : TestDevices.all()) {
                try (device) {
                    for (DType dtype : DType.values()) {
                        if (device.supports(dtype)) {
                            List<double[]> trained = results(layer, device, dtype, true);
                            assertThat(trained.get(0))
                                    .isNotEqualTo(
                                            results(layer, device, dtype, false).get(0));
                            for (int k = 0; k < 3; k++) {
                                assertThat(error(trained.get(k), exact.get(k)))
                                        .as("result %d in %s on %s", k, dtype, device.id())
                                        .isLessThan(dtype == DType.FLOAT64 ? 1e-14 : 4e-6);
                            }
                        }
                    }
                }
            }
        }
    }

    /** Images, and cotangents of images and weights. */
    private static List<double[]> results(Conv2d layer, Device device, DType dtype, boolean training) {
        try (Arena arena = device.arena()) {
            Parameters parameters = layer.specification().draw(device, dtype, 3);
            Tensor x = numbers(device, dtype, "x", Shape.of(3, 14, 10, 32));
            Tensor yBar = numbers(device, dtype, "y bar", Shape.of(3, 14, 10, 48));
            Linearized linearized = Autodiff.linearize(
                    v -> {
                        Parameters moved = parameters.with(new Parameters(Map.of("weight", v.get(1))));
                        return layer.apply(training ? Pass.training(moved, 1, 0) : Pass.evaluation(moved), v.get(0));
                    },
                    List.of(x, parameters.get("weight")));
            List<Tensor> all = new ArrayList<>(List.of(linearized.primal()));
            all.addAll(linearized.map().applyTranspose(yBar));
            assertThat(arena.size()).isPositive();
            return all.stream().map(tensor -> tensor.value().toDoubles()).toList();
        }
    }

    private static Tensor numbers(Device device, DType dtype, String stream, Shape shape) {
        return device.tensor(dtype, shape, new Draws(3).normals(Draws.stream(stream), 0, shape.size()));
    }
}
