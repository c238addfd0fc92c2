package dualflow.nn;

import static dualflow.testing.ArrayErrors.error;
import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An inference gives what the composed rules give: batch norms folded, Winograd's algorithm, constants kept. */
class InferenceTest {
    private static final int SEED = 5;
    private static final Draws DRAWS = new Draws(SEED);

    /** Of each model: from images to its result. */
    private interface Program {
        Tensor apply(Pass pass, Tensor x);
    }

    private record Model(Layer layer, Program program, Shape images) {}

    private static Model model(String name) {
        return switch (name) {
            case "flow UNet" -> flowUNet();
            case "ResNet-50" -> {
                ResNet50 net = new ResNet50(4, 32);
                yield new Model(net, net::apply, Shape.of(2, 32, 32, 3));
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Model flowUNet() {
        FlowUNet net = new FlowUNet(1, 32, FlowUNet.Upsampling.BILINEAR);
        return new Model(
                net, (pass, x) -> net.velocity(pass, x.device().scalar(x.dtype(), 0.375), x), Shape.of(2, 16, 20, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow UNet", "ResNet-50"})
    void inferenceMatchesComposedRule(String name) {
        Model model = model(name);
        try (Device host = new HostDevice()) {
            Dual exact = dual(model, host, DType.FLOAT64, false);
            for (Device device : TestDevices.all()) {
                try (device) {
                    for (DType dtype : DType.values()) {
                        if (device.supports(dtype)) {
                            double tolerance = dtype == DType.FLOAT64 ? 1e-12 : 2e-5;
                            Dual inferred = dual(model, device, dtype, true);
                            assertThat(distance(inferred.primal(), exact.primal()))
                                    .as("primal in %s on %s", dtype, device.id())
                                    .isLessThan(tolerance);
                            assertThat(distance(inferred.tangent(), exact.tangent()))
                                    .as("tangent in %s on %s", dtype, device.id())
                                    .isLessThan(tolerance);
                        }
                    }
                }
            }
        }
    }

    @Test
    void devicesGiveTheSameBits() {
        List<double[]> results = TestDevices.all().stream()
                .map(device -> {
                    try (device) {
                        return dual(flowUNet(), device, DType.FLOAT32, true)
                                .tangent()
                                .value()
                                .toDoubles();
                    }
                })
                .toList();
        assertThat(results).allSatisfy(result -> assertThat(result).isEqualTo(results.get(0)));
    }

    /** The second evaluation folds and transforms nothing, and its results equal the first one's. */
    @Test
    void constantsAreMadeOnce() {
        Model model = flowUNet();
        try (Device device = new HostDevice()) {
            Tensor x = numbers(device, DType.FLOAT32, "x", model.images());
            Pass pass = Pass.inference(parameters(model, device, DType.FLOAT32), device.currentArena());
            long[] launches = new long[3];
            double[][] results = new double[3][];
            for (int i = 0; i < 3; i++) {
                long before = device.launches();
                try (Arena step = device.arena()) {
                    results[i] = model.program().apply(pass, x).value().toDoubles();
                    assertThat(step.size()).isPositive();
                }
                launches[i] = device.launches() - before;
            }
            assertThat(launches[1]).isLessThan(launches[0]).isEqualTo(launches[2]);
            assertThat(results[1]).isEqualTo(results[0]);
            assertThat(results[2]).isEqualTo(results[0]);
        }
    }

    private static Dual dual(Model model, Device device, DType dtype, boolean inference) {
        Parameters parameters = parameters(model, device, dtype);
        Pass pass = inference ? Pass.inference(parameters, device.currentArena()) : Pass.evaluation(parameters);
        Tensor x = numbers(device, dtype, "x", model.images());
        Tensor xDot = numbers(device, dtype, "x dot", model.images());
        return Autodiff.jvp(value -> model.program().apply(pass, value), x, xDot);
    }

    /** Random parameters, with running statistics and norms that differ from the initial ones. */
    private static Parameters parameters(Model model, Device device, DType dtype) {
        Specification specification = model.layer().specification();
        Parameters drawn = specification.draw(device, dtype, SEED);
        Map<String, Tensor> moved = new LinkedHashMap<>();
        for (String name : specification.names()) {
            String kind = name.substring(name.lastIndexOf('.') + 1);
            boolean ofNorm = drawn.names().contains(name.substring(0, name.lastIndexOf('.') + 1) + "running_var");
            if (ofNorm && !kind.equals("num_batches_tracked")) {
                double centre = kind.equals("running_var") || kind.equals("weight") ? 1 : 0;
                Shape shape = drawn.get(name).shape();
                double[] values = Arrays.stream(DRAWS.uniforms(Draws.stream(name), 0, shape.size()))
                        .map(u -> centre + 0.5 * u)
                        .toArray();
                moved.put(name, device.tensor(dtype, shape, values));
            }
        }
        assertThat(moved).isNotEmpty();
        return drawn.with(new Parameters(moved));
    }

    private static Tensor numbers(Device device, DType dtype, String stream, Shape shape) {
        return device.tensor(dtype, shape, DRAWS.normals(Draws.stream(stream), 0, shape.size()));
    }

    private static double distance(Tensor actual, Tensor exact) {
        return error(actual.value().toDoubles(), exact.value().toDoubles());
    }
}
