package dualflow.nn;

import static dualflow.testing.ArrayErrors.dot;
import static dualflow.testing.ArrayErrors.error;
import static dualflow.testing.ArrayErrors.norm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.Linearized;
import dualflow.autodiff.TensorFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every layer must satisfy: PyTorch's output, JVP (along input and parameters at once) and gradients, from golden files whose
 * parameters have PyTorch's names and axis order; adjointness; the same bits on every device.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LayerContract {
    private static final double FLOAT64 = 1e-12;
    private static final double FLOAT32 = 1e-5;

    private List<Device> devices;

    /** The golden file. */
    abstract String golden();

    /** The layer of a golden case. */
    abstract Layer layer(GoldenCsv.Case golden);

    /** The layer's program. */
    abstract Tensor apply(Layer layer, Pass pass, Tensor x);

    Pass pass(GoldenCsv.Case golden, Parameters parameters) {
        return Pass.evaluation(parameters);
    }

    /** A bound on the error in float32, where the problem's condition number requires another. */
    double float32Tolerance(GoldenCsv.Case golden) {
        return FLOAT32;
    }

    @BeforeAll
    final void openDevices() {
        devices = TestDevices.all();
    }

    @AfterAll
    final void closeDevices() {
        devices.forEach(Device::close);
    }

    final Stream<GoldenCsv.Case> goldenCases() {
        return GoldenCsv.read(golden()).cases().stream();
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void primalJvpAndGradientsMatchGolden(GoldenCsv.Case golden) {
        for (Device device : devices) {
            for (DType dtype : DType.values()) {
                if (device.supports(dtype)) {
                    double tolerance = dtype == DType.FLOAT64 ? FLOAT64 : float32Tolerance(golden);
                    evaluate(golden, device, dtype)
                            .forEach((quantity, values) -> assertThat(error(values, golden.values(quantity)))
                                    .as("%s in %s on %s", quantity, dtype, device.id())
                                    .isLessThanOrEqualTo(tolerance));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void devicesGiveTheSameBits(GoldenCsv.Case golden) {
        for (DType dtype : DType.values()) {
            Map<String, double[]> host = evaluate(golden, devices.get(0), dtype);
            for (Device device : devices) {
                if (device.supports(dtype)) {
                    evaluate(golden, device, dtype)
                            .forEach((quantity, values) -> assertThat(values)
                                    .as("%s in %s on %s", quantity, dtype, device.id())
                                    .isEqualTo(host.get(quantity)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void transposeIsAdjoint(GoldenCsv.Case golden) {
        Device device = devices.get(0);
        try (Arena arena = device.arena()) {
            assertThat(arena.size()).isZero();
            Program program = new Program(golden, device, DType.FLOAT64);
            Linearized linearized = Autodiff.linearize(program.function, program.arguments);
            double[] yDot = linearized.map().apply(program.tangents).value().toDoubles();
            double[] yBar = program.yBar.value().toDoubles();
            List<Tensor> xBar = linearized.map().applyTranspose(program.yBar);
            double sum = 0;
            double scale = norm(yDot) * norm(yBar);
            for (int k = 0; k < xBar.size(); k++) {
                double[] gradient = xBar.get(k).value().toDoubles();
                double[] tangent = program.tangents.get(k).value().toDoubles();
                sum += dot(gradient, tangent);
                scale += norm(gradient) * norm(tangent);
            }
            assertThat(sum).isCloseTo(dot(yBar, yDot), within(1e-12 * scale));
        }
    }

    /** K directions at once equal each by itself, bit for bit. */
    @ParameterizedTest
    @MethodSource("goldenCases")
    void directionsAreIndependent(GoldenCsv.Case golden) {
        Device device = devices.get(0);
        try (Arena arena = device.arena()) {
            assertThat(arena.size()).isZero();
            Program program = new Program(golden, device, DType.FLOAT64);
            int last = program.arguments.size() - 1;
            Tensor x = program.arguments.get(last);
            double[] first = program.tangents.get(last).value().toDoubles();
            double[] both = new double[2 * first.length];
            double[] second = new double[first.length];
            for (int i = 0; i < first.length; i++) {
                second[i] = first[first.length - 1 - i] - 0.25;
            }
            System.arraycopy(first, 0, both, 0, first.length);
            System.arraycopy(second, 0, both, first.length, first.length);
            List<Tensor> arguments = new ArrayList<>(program.arguments);
            UnaryOperator<Tensor> f = value -> {
                arguments.set(last, value);
                return program.function.apply(arguments);
            };
            double[] together = Autodiff.jvps(
                            f, x, device.tensor(DType.FLOAT64, x.shape().withFirst(2), both))
                    .tangent()
                    .value()
                    .toDoubles();
            double[] oneByOne = Stream.of(first, second)
                    .map(v -> Autodiff.jvp(f, x, device.tensor(DType.FLOAT64, x.shape(), v)))
                    .flatMapToDouble(
                            dual -> Arrays.stream(dual.tangent().value().toDoubles()))
                    .toArray();
            assertThat(together).isEqualTo(oneByOne);
        }
    }

    private Map<String, double[]> evaluate(GoldenCsv.Case golden, Device device, DType dtype) {
        try (Arena arena = device.arena()) {
            assertThat(arena.size()).isZero();
            Program program = new Program(golden, device, dtype);
            Map<String, double[]> results = new LinkedHashMap<>();
            Dual dual = Autodiff.jvp(program.function, program.arguments, program.tangents);
            results.put("y", dual.primal().value().toDoubles());
            results.put("y_dot", dual.tangent().value().toDoubles());
            List<Tensor> bars = Autodiff.vjp(program.function, program.arguments, program.yBar);
            int last = bars.size() - 1;
            for (int k = 0; k < last; k++) {
                Parameter parameter = program.trained.get(k);
                results.put(
                        parameter.name() + "_bar",
                        parameter.layout().toPyTorch(bars.get(k)).value().toDoubles());
            }
            results.put("x_bar", bars.get(last).value().toDoubles());
            return results;
        }
    }

    /** A golden case on a device: a program of the trained parameters, then x. */
    private final class Program {
        private final GoldenCsv.Case golden;
        private final Device device;
        private final DType dtype;
        private final List<Parameter> trained;
        private final List<Tensor> arguments = new ArrayList<>();
        private final List<Tensor> tangents = new ArrayList<>();
        private final Tensor yBar;
        private final TensorFunction function;

        Program(GoldenCsv.Case golden, Device device, DType dtype) {
            this.golden = golden;
            this.device = device;
            this.dtype = dtype;
            Layer layer = layer(golden);
            Specification specification = layer.specification();
            Parameters parameters = parameters(specification, golden, device, dtype);
            trained = specification.parameters().stream()
                    .filter(Parameter::trained)
                    .toList();
            for (Parameter parameter : trained) {
                arguments.add(parameters.get(parameter.name()));
                tangents.add(parameter.layout().fromPyTorch(tensor(parameter.name() + "_dot")));
            }
            arguments.add(tensor("x"));
            tangents.add(tensor("x_dot"));
            yBar = tensor("y_bar");
            Parameters weights = parameters.only(specification.trainedNames());
            function = x -> apply(
                    layer,
                    pass(golden, parameters.with(weights.withTensors(x.subList(0, x.size() - 1)))),
                    x.get(x.size() - 1));
        }

        private Tensor tensor(String quantity) {
            return LayerContract.tensor(golden, quantity, device, dtype);
        }
    }

    static Parameters parameters(Specification specification, GoldenCsv.Case golden, Device device, DType dtype) {
        Map<String, Tensor> entries = new LinkedHashMap<>();
        specification.names().forEach(name -> entries.put(name, tensor(golden, name, device, dtype)));
        return specification.fromPyTorch(entries);
    }

    static Tensor tensor(GoldenCsv.Case golden, String quantity, Device device, DType dtype) {
        return device.tensor(dtype, Shape.of(golden.shape(quantity)), golden.values(quantity));
    }
}
