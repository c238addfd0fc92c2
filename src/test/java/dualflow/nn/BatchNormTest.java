package dualflow.nn;

import static dualflow.testing.ArrayErrors.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchNormTest extends LayerContract {
    @Override
    String golden() {
        return "layer/batch_norm";
    }

    @Override
    Layer layer(GoldenCsv.Case golden) {
        int channels = golden.shape("weight")[0];
        return golden.name().endsWith("momentum") ? new BatchNorm(channels, 0.125, 0.75) : new BatchNorm(channels);
    }

    @Override
    Tensor apply(Layer layer, Pass pass, Tensor x) {
        return ((BatchNorm) layer).apply(pass, x);
    }

    @Override
    Pass pass(GoldenCsv.Case golden, Parameters parameters) {
        return isTraining(golden) ? Pass.training(parameters, 0, 0) : Pass.evaluation(parameters);
    }

    private static boolean isTraining(GoldenCsv.Case golden) {
        return golden.name().startsWith("training");
    }

    /** Also inside a derivative, whose tangents they drop. */
    @ParameterizedTest
    @MethodSource("goldenCases")
    void runningStatisticsMatchGolden(GoldenCsv.Case golden) {
        try (Device device = new HostDevice()) {
            BatchNorm layer = (BatchNorm) layer(golden);
            Parameters before = parameters(layer.specification(), golden, device, DType.FLOAT64);
            List<String> buffers = List.of("running_mean", "running_var", "num_batches_tracked");
            Map<String, double[]> old = numbers(before, buffers);
            Tensor x = tensor(golden, "x", device, DType.FLOAT64);
            Pass pass = pass(golden, before);
            layer.apply(pass, x);
            Pass differentiated = pass(golden, before);
            Autodiff.grad(y -> Ops.sum(layer.apply(differentiated, y)), x);

            assertThat(numbers(before, buffers)).usingRecursiveComparison().isEqualTo(old);
            if (!isTraining(golden)) {
                assertThat(pass.buffers().names()).isEmpty();
                return;
            }
            Map<String, double[]> after = numbers(before.with(pass.buffers()), buffers);
            after.forEach((name, values) -> assertThat(error(values, golden.values(name + " after")))
                    .as(name)
                    .isLessThanOrEqualTo(1e-14));
            assertThat(numbers(differentiated.buffers(), buffers))
                    .usingRecursiveComparison()
                    .isEqualTo(after);
        }
    }

    @Test
    void refusesASingleNumberForEachChannelInTraining() {
        try (Device device = new HostDevice()) {
            BatchNorm layer = new BatchNorm(3);
            Parameters parameters = layer.specification().draw(device, DType.FLOAT64, 0);
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(1, 3), 1, 2, 3);
            assertThatThrownBy(() -> layer.apply(Pass.training(parameters, 0, 0), x))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("at least 2 numbers for each channel");
            assertThat(layer.apply(Pass.evaluation(parameters), x).shape()).isEqualTo(x.shape());
        }
    }

    private static Map<String, double[]> numbers(Parameters parameters, List<String> names) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        names.forEach(name -> numbers.put(name, parameters.get(name).value().toDoubles()));
        return numbers;
    }
}
