package dualflow.nn;

import static dualflow.testing.ArrayErrors.dot;
import static dualflow.testing.ArrayErrors.norm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.Linearized;
import dualflow.autodiff.TensorFunction;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import dualflow.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every whole model must satisfy: PyTorch's output, JVP along inputs and weights at once, gradients and running statistics, with
 * weights that both sides draw by name, so that golden files stay small, or that are in a file written by PyTorch; and adjointness. The
 * golden files are in PyTorch's axis order and contain, of larger arrays, a sample, the norm and a product; {@code
 * tools/reference/layer/torch_models.py} writes them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModelContract {
    private static final long SEED = 3;
    private static final double FLOAT64 = 1e-12;
    private static final double FLOAT32 = 1e-5;
    /**
     * The additional error allowed for gradients in float32: they are sums with much cancellation, that of a time over the whole output,
     * that of a bias before a batch norm to 0.
     */
    private static final double GRADIENT = 10;

    private static final double ADJOINT = 1e-12;
    /** Models with more parameters are evaluated on one device only, which saves minutes. */
    private static final int LARGE = 1_000_000;

    private List<Device> devices;

    @TempDir
    private Path folder;

    /** The golden file. */
    abstract String golden();

    /** The model of a golden case. */
    abstract Layer model(GoldenCsv.Case golden);

    /** The names of the model's inputs. */
    List<String> inputs() {
        return List.of("t", "x");
    }

    /** The model's program. */
    Tensor apply(Layer model, Pass pass, List<Tensor> inputs) {
        return ((VelocityModel) model).velocity(pass, inputs.get(0), inputs.get(1));
    }

    /** The square of the largest weight, times the length of its row; torch_models.weights has the same. */
    double gain() {
        return 6;
    }

    /** A bound on the error of output and JVP in float32, where the problem's condition number requires another. */
    double float32Tolerance(GoldenCsv.Case golden) {
        return FLOAT32;
    }

    /** Whether float32 evaluates the model on the same side of all kinks as PyTorch does, so that derivatives can be compared. */
    boolean isSmoothInFloat32(GoldenCsv.Case golden) {
        return true;
    }

    private boolean isSmooth(GoldenCsv.Case golden, DType dtype) {
        return dtype == DType.FLOAT64 || isSmoothInFloat32(golden);
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

    final Stream<GoldenCsv.Case> evaluationCases() {
        return goldenCases().filter(golden -> golden.scalar("training") == 0);
    }

    private List<Device> devices(GoldenCsv.Case golden) {
        boolean large = golden.scalar("parameters") > LARGE;
        return large ? devices.subList(devices.size() - 1, devices.size()) : devices;
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void primalAndJvpMatchGolden(GoldenCsv.Case golden) {
        assertThat(model(golden).specification().parameterCount()).isEqualTo((long) golden.scalar("parameters"));
        for (Device device : devices(golden)) {
            for (DType dtype : DType.values()) {
                if (device.supports(dtype)) {
                    try (Arena arena = device.arena()) {
                        assertThat(arena.size()).isZero();
                        Program program = new Program(golden, device, dtype);
                        Dual dual = Autodiff.jvp(program.function, program.arguments, program.tangents);
                        program.requireClose("y", channelsFirst(dual.primal()), float32Tolerance(golden), 0);
                        if (isSmooth(golden, dtype)) {
                            program.requireClose("y_dot", channelsFirst(dual.tangent()), float32Tolerance(golden), 0);
                        }
                    }
                }
            }
        }
    }

    /** With batch norms folded and other algorithms, which round differently. */
    @ParameterizedTest
    @MethodSource("evaluationCases")
    void inferenceMatchesGolden(GoldenCsv.Case golden) {
        for (Device device : devices(golden)) {
            for (DType dtype : DType.values()) {
                if (device.supports(dtype)) {
                    try (Arena arena = device.arena()) {
                        Program program = new Program(golden, device, dtype);
                        Dual dual = program.inference(arena);
                        program.requireClose("y", channelsFirst(dual.primal()), float32Tolerance(golden), 0);
                        if (program.moving.isEmpty() && isSmooth(golden, dtype)) {
                            program.requireClose("y_dot", channelsFirst(dual.tangent()), float32Tolerance(golden), 0);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void gradientsAndBuffersMatchGolden(GoldenCsv.Case golden) {
        for (Device device : devices(golden)) {
            for (DType dtype : DType.values()) {
                if (device.supports(dtype) && isSmooth(golden, dtype)) {
                    try (Arena arena = device.arena()) {
                        assertThat(arena.size()).isZero();
                        Program program = new Program(golden, device, dtype);
                        program.requireGradients();
                        program.requireBuffers();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void transposeIsAdjoint(GoldenCsv.Case golden) {
        Device device = devices(golden).get(0);
        try (Arena arena = device.arena()) {
            assertThat(arena.size()).isZero();
            Program program = new Program(golden, device, DType.FLOAT64);
            Linearized linearized = Autodiff.linearize(program.function, program.arguments);
            Tensor bar = program.cotangent();
            double[] yBar = bar.value().toDoubles();
            double[] yDot = products(linearized, program.tangents);
            List<Tensor> gradients = linearized.map().applyTranspose(bar);
            double sum = 0;
            double scale = norm(yDot) * norm(yBar);
            for (int k = 0; k < gradients.size(); k++) {
                double[] gradient = gradients.get(k).value().toDoubles();
                double[] tangent = program.tangents.get(k).value().toDoubles();
                sum += dot(gradient, tangent);
                scale += norm(gradient) * norm(tangent);
            }
            assertThat(sum).isCloseTo(dot(yBar, yDot), within(ADJOINT * scale));
        }
    }

    /** Df v, whose intermediate results are dropped: for large models there is no room for both directions. */
    private static double[] products(Linearized linearized, List<Tensor> tangents) {
        try (Arena forward = tangents.get(0).device().arena()) {
            double[] yDot = linearized.map().apply(tangents).value().toDoubles();
            assertThat(forward.size()).isPositive();
            return yDot;
        }
    }

    /** A golden case on a device: a program of the weights, if they vary, then of the inputs. */
    private final class Program {
        private final GoldenCsv.Case golden;
        private final Device device;
        private final DType dtype;
        private final Map<String, Layout> moving = new LinkedHashMap<>();
        private final List<Tensor> arguments = new ArrayList<>();
        private final List<Tensor> tangents = new ArrayList<>();
        private final TensorFunction function;
        private final Layer model;
        private final Parameters parameters;
        private Pass pass;

        Program(GoldenCsv.Case golden, Device device, DType dtype) {
            this.golden = golden;
            this.device = device;
            this.dtype = dtype;
            model = model(golden);
            Specification specification = model.specification();
            parameters =
                    golden.scalar("file") == 1 ? read(specification) : weights(specification, device, dtype, gain());
            for (Parameter parameter : specification.parameters()) {
                if (parameter.trained() && golden.scalar("moving") == 1) {
                    moving.put(parameter.name(), parameter.layout());
                    arguments.add(parameters.get(parameter.name()));
                    tangents.add(parameter
                            .layout()
                            .fromPyTorch(tensor(
                                    parameter.shapeInPyTorch(),
                                    drawn(name(parameter.name() + " dot"), parameter.shapeInPyTorch()))));
                }
            }
            Parameters weights = parameters.only(moving.keySet());
            int count = arguments.size();
            for (String input : inputs()) {
                arguments.add(channelsLast(input(input, input)));
                tangents.add(channelsLast(input(input + "_dot", input + " dot")));
            }
            function = all -> {
                Parameters now = parameters.with(weights.withTensors(all.subList(0, count)));
                pass = golden.scalar("training") == 1 ? Pass.training(now, 0, 0) : Pass.evaluation(now);
                return apply(model, pass, all.subList(count, all.size()));
            };
        }

        /** Output and JVP along the inputs. */
        Dual inference(Arena arena) {
            int count = moving.size();
            Pass inferring = Pass.inference(parameters, arena);
            return Autodiff.jvp(
                    inputs -> apply(model, inferring, inputs),
                    arguments.subList(count, arguments.size()),
                    tangents.subList(count, tangents.size()));
        }

        /** The weights of a file that PyTorch's side wrote, compressed. */
        private Parameters read(Specification specification) {
            Path file = folder.resolve("weights.safetensors");
            Path compressed = Path.of(
                    System.getProperty("basedir", ""),
                    "reference-data",
                    golden() + "_" + golden.name().replace(' ', '_') + ".safetensors.gz");
            try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed))) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Weights weights = Weights.read(file, specification, device, dtype);
            List<String> unused = specification.parameters().stream()
                    .filter(parameter -> parameter.role() == Parameter.Role.UNUSED)
                    .map(Parameter::name)
                    .toList();
            assertThat(weights.unused()).containsExactlyInAnyOrderElementsOf(unused);
            return weights.parameters();
        }

        private String name(String stream) {
            return golden.name() + " " + stream;
        }

        private Tensor tensor(Shape shape, double[] numbers) {
            return device.tensor(dtype, shape, numbers);
        }

        /** Values from the golden file, or drawn. */
        private Tensor input(String quantity, String stream) {
            if (golden.has(quantity)) {
                return tensor(Shape.of(golden.shape(quantity)), golden.values(quantity));
            }
            Shape shape = shape(stream.replace(" dot", ""));
            return tensor(shape, drawn(name(stream), shape));
        }

        private Shape shape(String quantity) {
            double[] lengths = golden.vector(quantity + " shape");
            return Shape.of(Arrays.stream(lengths).mapToInt(n -> (int) n).toArray());
        }

        Tensor cotangent() {
            Shape shape = shape("y");
            return channelsLast(tensor(shape, drawn(name("y bar"), shape)));
        }

        void requireGradients() {
            Linearized linearized = Autodiff.linearize(function, arguments);
            List<Tensor> gradients = linearized.map().applyTranspose(cotangent());
            double whole = 0;
            for (String name : moving.keySet()) {
                whole = Math.hypot(whole, golden.scalar(name + "_bar norm"));
            }
            int k = 0;
            for (Map.Entry<String, Layout> weight : moving.entrySet()) {
                Tensor gradient = weight.getValue().toPyTorch(gradients.get(k++));
                requireClose(weight.getKey() + "_bar", gradient, GRADIENT * float32Tolerance(golden), whole / 1000);
            }
            for (String input : inputs()) {
                requireClose(input + "_bar", channelsFirst(gradients.get(k++)), GRADIENT * float32Tolerance(golden), 0);
            }
        }

        /** Those of the last evaluation. */
        void requireBuffers() {
            Parameters buffers = pass.buffers();
            assertThat(buffers.names().isEmpty()).isEqualTo(golden.scalar("training") == 0);
            buffers.names().forEach(name -> requireClose(name + " after", buffers.get(name), FLOAT32, 0));
        }

        /** Errors are in units of the array's own norm, or of the least one where that is larger. */
        void requireClose(String quantity, Tensor actual, double float32, double least) {
            double tolerance = dtype == DType.FLOAT64 ? FLOAT64 : float32;
            String what = quantity + " of " + golden + " in " + dtype + " on " + device.id();
            double[] numbers = actual.value().toDoubles();
            double[] sample = golden.values(quantity);
            double size = Math.max(golden.scalar(quantity + " norm"), least);
            double scale = Math.max(size / Math.sqrt(numbers.length), max(sample));
            double[] places = drawn(name(quantity + " at"), Shape.of(sample.length));
            for (int i = 0; i < sample.length; i++) {
                int at = sample.length == numbers.length ? i : (int) ((1 + places[i]) / 2 * numbers.length);
                assertThat(numbers[at]).as(what).isCloseTo(sample[i], within(tolerance * scale));
            }
            assertThat(norm(numbers))
                    .as("norm of %s", what)
                    .isCloseTo(golden.scalar(quantity + " norm"), within(tolerance * size));
            double[] r = drawn(name(quantity + " r"), Shape.of(numbers.length));
            assertThat(dot(numbers, r))
                    .as("product with %s", what)
                    .isCloseTo(golden.scalar(quantity + " product"), within(tolerance * size * norm(r)));
        }
    }

    /** Weights as torch_models.weights draws them. */
    static Parameters weights(Specification specification, Device device, DType dtype, double gain) {
        Map<String, Tensor> entries = new LinkedHashMap<>();
        for (Parameter parameter : specification.parameters()) {
            String name = parameter.name();
            Shape shape = parameter.shapeInPyTorch();
            double[] u = drawn("parameter " + name, shape);
            boolean isAboutOne = name.endsWith("running_var") || name.endsWith("weight");
            int row = shape.rank() > 1 ? shape.trailing(shape.rank() - 1).size() : 1;
            double size = shape.rank() > 1 ? Math.sqrt(gain / row) : 0.5;
            for (int i = 0; i < u.length; i++) {
                u[i] = size * u[i] + (shape.rank() == 1 && isAboutOne ? 1 : 0);
            }
            boolean isCount = name.endsWith("num_batches_tracked");
            entries.put(name, device.tensor(dtype, shape, isCount ? new double[] {7} : u));
        }
        return specification.fromPyTorch(entries);
    }

    private static double[] drawn(String stream, Shape shape) {
        return new Initialisation.Uniform(1).draw(new Draws(SEED), Draws.stream(stream), shape.size());
    }

    private static Tensor channelsLast(Tensor x) {
        return x.shape().rank() < 4 ? x : Ops.permute(x, 1, 2, 0);
    }

    private static Tensor channelsFirst(Tensor x) {
        return x.shape().rank() < 4 ? x : Ops.permute(x, 2, 0, 1);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
