package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.Linearized;
import dualflow.autodiff.TensorFunction;
import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.device.host.HostDevice;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every primitive must satisfy. A test of an op says for which shapes and values, and how exactly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OpContract {
    private static final double STEP = 0x1p-17;

    private List<Device> devices;
    private Device host;

    /** Shapes and values to try, those of the op that this class tests; the values keep {@link #STEP} away from kinks. */
    final List<OpCase> cases() {
        return OpCases.of(type());
    }

    private Class<? extends Op> type() {
        String name = getClass().getName();
        try {
            return Class.forName(name.substring(0, name.length() - "Test".length()))
                    .asSubclass(Op.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is not named after its op", e);
        }
    }

    /** Arguments whose shapes the op must refuse. */
    List<OpCase> misfits() {
        return List.of();
    }

    /** The op of a golden case, where it has components. */
    Op golden(GoldenCsv.Case golden) {
        return cases().get(0).op();
    }

    /**
     * How far a result may be from the golden one: in units in the last place, or where the golden has a scale, in units
     * of the scale times the unit roundoff.
     */
    double tolerance(GoldenCsv.Case golden) {
        return 2; // the bounds of the elementary functions
    }

    /** As {@link #tolerance}, for element i of the tangent. */
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4; // a slope of a few roundings, times the tangent
    }

    /** Whether the op has derivatives of every order at the cases' values and around them. */
    boolean isSmooth() {
        return true;
    }

    @BeforeAll
    final void openDevices() {
        // One message of everything that an op lacks, in place of a failure of each test here.
        assumeTrue(OpCatalogueTest.missing(type()).isEmpty(), "OpCatalogueTest says what the op lacks");
        devices = TestDevices.all();
        host = devices.get(0);
        assertThat(host).isInstanceOf(HostDevice.class);
    }

    @AfterAll
    final void closeDevices() {
        if (devices != null) {
            devices.forEach(Device::close);
        }
    }

    final Stream<Arguments> casesInBothFormats() {
        return Stream.of(DType.values()).flatMap(dtype -> cases().stream().map(c -> Arguments.of(c, dtype)));
    }

    final Stream<GoldenCsv.Case> goldens() {
        return golden().cases().stream();
    }

    final Stream<GoldenCsv.Case> goldensWithTangents() {
        return goldens().filter(golden -> golden.has("y_dot"));
    }

    /** Without the maximum of an empty block: it is minus infinity, which has no difference quotient. */
    final Stream<OpCase> finiteCases() {
        return cases().stream()
                .filter(c -> Arrays.stream(numbers(c.op().on(c.arguments(host, DType.FLOAT64))))
                        .allMatch(Double::isFinite));
    }

    final Stream<OpCase> smoothCases() {
        return isSmooth() ? finiteCases() : Stream.empty();
    }

    private GoldenCsv golden() {
        return GoldenCsv.read("op/" + cases().get(0).op().name());
    }

    // Values

    @ParameterizedTest
    @MethodSource("goldens")
    void primalMatchesGolden(GoldenCsv.Case golden) {
        Tensor y = golden(golden).on(inputs(golden, host, ""));
        assertThat(y.shape()).isEqualTo(Shape.of(golden.shape("y")));
        double tolerance = tolerance(golden);
        assertClose(y, golden, "y", i -> tolerance, true);
    }

    @ParameterizedTest
    @MethodSource("goldensWithTangents")
    void jvpMatchesGolden(GoldenCsv.Case golden) {
        Tensor yDot = Autodiff.jvp(golden(golden)::on, inputs(golden, host, ""), inputs(golden, host, "_dot"))
                .tangent();
        assertThat(yDot.shape()).isEqualTo(Shape.of(golden.shape("y")));
        assertClose(yDot, golden, "y_dot", i -> tangentTolerance(golden, i), false);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void kernelEqualsHostAtGoldenNumbers(GoldenCsv.Case golden) {
        double[] expected = numbers(golden(golden).on(inputs(golden, host, "")));
        for (Device device : openCl(dtype(golden))) {
            List<Tensor> x = inputs(golden, device, "");
            assertKernelGives(expected, golden(golden), x, device);
        }
    }

    @ParameterizedTest
    @MethodSource("casesInBothFormats")
    void kernelEqualsHost(OpCase c, DType dtype) {
        double[] expected = numbers(c.op().on(c.arguments(host, dtype)));
        double[] special = numbers(c.op().on(c.specialArguments(host, dtype)));
        for (Device device : openCl(dtype)) {
            List<Tensor> arguments = c.arguments(device, dtype);
            List<double[]> before = bits(arguments);
            assertKernelGives(expected, c.op(), arguments, device);
            assertThat(bits(arguments))
                    .as("inputs are unchanged")
                    .usingRecursiveComparison()
                    .isEqualTo(before);
            assertKernelGives(special, c.op(), c.specialArguments(device, dtype), device);
        }
    }

    @ParameterizedTest
    @MethodSource("casesInBothFormats")
    void mapsOverLeadingAxes(OpCase c, DType dtype) {
        OpCase batched = c.batched(3);
        List<Tensor> x = batched.arguments(host, dtype);
        double[] all = numbers(c.op().on(x));
        double[] mapped = numbers(Autodiff.vmap(c.op()::on, x, java.util.Collections.nCopies(x.size(), true)));
        assertSameBits(mapped, all, host);
        for (int i = 0; i < 3; i++) {
            assertSameBits(numbers(c.op().on(rows(x, c.shapes(), i))), part(all, i, 3), host);
        }
        for (int k = 0; k < x.size(); k++) {
            // One argument mapped, the others seen whole by each element.
            int only = k;
            List<Tensor> some = new ArrayList<>(rows(x, c.shapes(), 0));
            some.set(k, Ops.reshape(x.get(k), c.shapes().get(k).withFirst(3)));
            List<Boolean> marks =
                    IntStream.range(0, x.size()).mapToObj(j -> j == only).toList();
            double[] one = numbers(Autodiff.vmap(c.op()::on, some, marks));
            for (int i = 0; i < 3; i++) {
                List<Tensor> row = new ArrayList<>(rows(x, c.shapes(), 0));
                row.set(k, rows(x, c.shapes(), i).get(k));
                assertSameBits(numbers(c.op().on(row)), part(one, i, 3), host);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("casesInBothFormats")
    void hostItemsOneByOneGiveTheSameBits(OpCase c, DType dtype) {
        List<Tensor> arguments = c.batched(3).arguments(host, dtype);
        double[] expected = numbers(c.op().on(arguments));
        Blocks blocks = Blocks.of(c.op(), arguments.stream().map(Tensor::shape).toList());
        double[][] x = arguments.stream().map(OpContract::numbers).toArray(double[][]::new);
        double[] y = new double[expected.length];
        Arrays.fill(y, 12345);
        float[][] x32 = Arrays.stream(x).map(OpContract::narrow).toArray(float[][]::new);
        float[] y32 = narrow(y);
        for (int item = c.op().hostItems(blocks) - 1; item >= 0; item--) {
            if (dtype == DType.FLOAT32) {
                c.op().host(blocks, item, item + 1, x32, y32);
            } else {
                c.op().host(blocks, item, item + 1, x, y);
            }
        }
        assertSameBits(dtype == DType.FLOAT32 ? widen(y32) : y, expected, host);
    }

    // Derivatives

    @ParameterizedTest
    @MethodSource("casesInBothFormats")
    void primalOfJvpEqualsPlainRunAndInputsAreUnchanged(OpCase c, DType dtype) {
        List<Tensor> x = c.arguments(host, dtype);
        List<Tensor> xDot = c.directions(host, dtype, 1);
        List<double[]> before = bits(x);
        List<double[]> beforeDot = bits(xDot);
        Dual dual = Autodiff.jvp(c.op()::on, x, xDot);
        assertSameBits(numbers(dual.primal()), numbers(c.op().on(x)), host);
        assertThat(dual.tangent().shape()).isEqualTo(dual.primal().shape());
        assertThat(bits(x)).usingRecursiveComparison().isEqualTo(before);
        assertThat(bits(xDot)).usingRecursiveComparison().isEqualTo(beforeDot);
    }

    @ParameterizedTest
    @MethodSource("casesInBothFormats")
    void tangentOfZeroIsZero(OpCase c, DType dtype) {
        List<Tensor> x = c.arguments(host, dtype);
        List<Tensor> zeros = x.stream().map(Ops::zerosLike).toList();
        assertThat(Arrays.stream(numbers(Autodiff.jvp(c.op()::on, x, zeros).tangent())))
                .allSatisfy(v -> assertThat(v == 0).isTrue());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tangentIsLinear(OpCase c) {
        List<Tensor> x = c.arguments(host, DType.FLOAT64);
        List<Tensor> v = c.directions(host, DType.FLOAT64, 1);
        List<Tensor> w = c.directions(host, DType.FLOAT64, 2);
        List<Tensor> mixed = combine(v, 0.75, w, -1.3);
        double[] jv = numbers(Autodiff.jvp(c.op()::on, x, v).tangent());
        double[] jw = numbers(Autodiff.jvp(c.op()::on, x, w).tangent());
        double[] jm = numbers(Autodiff.jvp(c.op()::on, x, mixed).tangent());
        double scale = Math.max(largest(jv), largest(jw));
        for (int i = 0; i < jm.length; i++) {
            assertThat(jm[i]).isCloseTo(0.75 * jv[i] - 1.3 * jw[i], Offset.offset(1e-14 * scale));
        }
    }

    @ParameterizedTest
    @MethodSource("finiteCases")
    void jvpMatchesFiniteDifference(OpCase c) {
        List<Tensor> x = c.arguments(host, DType.FLOAT64);
        List<Tensor> v = c.directions(host, DType.FLOAT64, 1);
        double[] jv = numbers(Autodiff.jvp(c.op()::on, x, v).tangent());
        double[] difference = centralDifference(c.op()::on, x, v, STEP);
        double scale = Math.max(1, Math.max(largest(jv), largest(numbers(c.op().on(x)))));
        assertThat(difference).containsExactly(jv, Offset.offset(1e-7 * scale));
    }

    /** The error of a central difference falls with the square of the step: a wrong derivative would stop it. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("smoothCases")
    void centralDifferenceConvergesToTheJvpWithOrderTwo(OpCase c) {
        List<Tensor> x = c.arguments(host, DType.FLOAT64);
        List<Tensor> v = c.directions(host, DType.FLOAT64, 1);
        double[] jv = numbers(Autodiff.jvp(c.op()::on, x, v).tangent());
        double coarse = distance(centralDifference(c.op()::on, x, v, 0x1p-7), jv);
        double fine = distance(centralDifference(c.op()::on, x, v, 0x1p-8), jv);
        if (fine > 1e-9 * Math.max(1, largest(jv))) {
            assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(1.9, 2.1);
        } else {
            // Polynomials of degree two and less have no remainder at all.
            assertThat(coarse).isLessThan(1e-8 * Math.max(1, largest(jv)));
        }
    }

    @ParameterizedTest
    @MethodSource("casesInBothFormats")
    void linearizedEqualsJvp(OpCase c, DType dtype) {
        List<Tensor> x = c.arguments(host, dtype);
        List<Tensor> v = c.directions(host, dtype, 1);
        Dual dual = Autodiff.jvp(c.op()::on, x, v);
        Linearized linearized = Autodiff.linearize(c.op()::on, x);
        assertSameBits(numbers(linearized.primal()), numbers(dual.primal()), host);
        assertSameBits(numbers(linearized.map().apply(v)), numbers(dual.tangent()), host);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void transposeIsAdjoint(OpCase c) {
        List<Tensor> x = c.arguments(host, DType.FLOAT64);
        List<Tensor> v = c.directions(host, DType.FLOAT64, 1);
        Linearized linearized = Autodiff.linearize(c.op()::on, x);
        Tensor jv = linearized.map().apply(v);
        Tensor w =
                OpCase.of(c.op(), jv.shape()).directions(host, DType.FLOAT64, 3).get(0);
        List<Tensor> bars = linearized.map().applyTranspose(w);
        double left = dot(w, jv);
        double right = 0;
        double scale = norm(w) * norm(jv);
        for (int k = 0; k < x.size(); k++) {
            assertThat(bars.get(k).shape()).isEqualTo(x.get(k).shape());
            right += dot(bars.get(k), v.get(k));
            scale += norm(bars.get(k)) * norm(v.get(k));
        }
        assertThat(right).isCloseTo(left, Offset.offset(1e-12 * scale));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void secondOrderAgrees(OpCase c) {
        List<Tensor> x = c.arguments(host, DType.FLOAT64);
        List<Tensor> u = c.directions(host, DType.FLOAT64, 1);
        List<Tensor> v = c.directions(host, DType.FLOAT64, 2);
        Tensor weights = OpCase.of(c.op(), c.op().on(x).shape())
                .directions(host, DType.FLOAT64, 3)
                .get(0);
        TensorFunction f = a -> Ops.sum(Ops.multiply(weights, c.op().on(a)));
        TensorFunction forward = a -> Autodiff.jvp(f, a, v).tangent();
        TensorFunction reverse = a -> inner(Autodiff.grad(f, a), v);
        double forwardForward = numbers(Autodiff.jvp(forward, x, u).tangent())[0];
        double forwardReverse = numbers(Autodiff.jvp(reverse, x, u).tangent())[0];
        double reverseForward = numbers(inner(Autodiff.grad(forward, x), u))[0];
        double reverseReverse = numbers(inner(Autodiff.grad(reverse, x), u))[0];
        double scale = Math.max(1, Math.abs(forwardForward));
        assertThat(List.of(forwardReverse, reverseForward, reverseReverse))
                .allSatisfy(h -> assertThat(h).isCloseTo(forwardForward, Offset.offset(1e-11 * scale)));
        double difference = centralDifference(forward, x, u, STEP)[0];
        assertThat(difference).isCloseTo(forwardForward, Offset.offset(1e-6 * scale));
    }

    @ParameterizedTest
    @MethodSource("casesInBothFormats")
    void directionsAtOnceEqualOneByOneOnABatch(OpCase c, DType dtype) {
        OpCase batched = c.batched(3);
        List<Tensor> x = batched.arguments(host, dtype);
        List<Tensor> directions = new OpCase(
                        c.op(),
                        batched.shapes().stream().map(s -> s.withFirst(2)).toList(),
                        batched.numbers())
                .directions(host, dtype, 4);
        TensorFunction tangent = v -> Autodiff.jvp(c.op()::on, x, v).tangent();
        double[] together = numbers(Autodiff.vmap(tangent, directions, java.util.Collections.nCopies(x.size(), true)));
        for (int k = 0; k < 2; k++) {
            Tensor single = tangent.apply(rows(directions, batched.shapes(), k));
            assertSameBits(part(together, k, 2), numbers(single), host);
        }
    }

    // Refusals

    @Test
    void rejectsShapeMismatch() {
        for (OpCase c : misfits()) {
            List<Tensor> x = c.arguments(host, DType.FLOAT64);
            assertThatThrownBy(() -> c.op().on(x))
                    .as(c.toString())
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining(c.op().name());
        }
    }

    @Test
    void rejectsAnotherNumberOfArgumentsAndMixedFormats() {
        OpCase c = cases().get(0);
        List<Tensor> x = new ArrayList<>(c.arguments(host, DType.FLOAT64));
        Tensor single = c.arguments(host, DType.FLOAT32).get(0);
        if (x.size() > 1) {
            List<Tensor> mixed = new ArrayList<>(x);
            mixed.set(0, single);
            assertThatThrownBy(() -> c.op().on(mixed))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("float32");
        }
        x.add(x.get(0));
        assertThatThrownBy(() -> c.op().on(x))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("arguments");
    }

    /** The derivative in one argument at a point, the others without a tangent. */
    final double slope(int argument, double... point) {
        List<Tensor> x = new ArrayList<>();
        List<Tensor> xDot = new ArrayList<>();
        for (int k = 0; k < point.length; k++) {
            x.add(host.scalar(DType.FLOAT64, point[k]));
            xDot.add(k == argument ? host.scalar(DType.FLOAT64, 1) : null);
        }
        return numbers(Autodiff.jvp(cases().get(0).op()::on, x, xDot).tangent())[0];
    }

    /** A tensor on the host. */
    final Tensor vector(double... numbers) {
        return host.tensor(DType.FLOAT64, Shape.of(numbers.length), numbers);
    }

    // Plain arithmetic on the results

    private List<Device> openCl(DType dtype) {
        if (devices.size() == 1) {
            TestDevices.skip("there is no OpenCL device to compare with the host");
        }
        return devices.stream().skip(1).filter(d -> d.supports(dtype)).toList();
    }

    private static DType dtype(GoldenCsv.Case golden) {
        return DType.valueOf(golden.name().split(" ", -1)[0].toUpperCase(Locale.ROOT));
    }

    /** A golden's component that is a shape; a scalar shape has no entries. */
    static Shape shape(GoldenCsv.Case golden, String quantity) {
        if (!golden.has(quantity)) {
            return Shape.SCALAR;
        }
        return Shape.of(Arrays.stream(golden.vector(quantity))
                .mapToInt(length -> (int) length)
                .toArray());
    }

    /** A golden's component that is an integer. */
    static int integer(GoldenCsv.Case golden, String quantity) {
        return (int) golden.scalar(quantity);
    }

    private static List<Tensor> inputs(GoldenCsv.Case golden, Device device, String suffix) {
        List<String> names =
                golden.has("x") ? List.of("x") : List.of("a", "b", "c").subList(0, golden.has("c") ? 3 : 2);
        List<Tensor> inputs = new ArrayList<>();
        for (String name : names) {
            double[] values = golden.values(name + suffix);
            Tensor input = device.tensor(dtype(golden), Shape.of(golden.shape(name)), values);
            assertThat(numbers(input)).as("inputs are exact").isEqualTo(values);
            inputs.add(input);
        }
        return inputs;
    }

    private static void assertClose(
            Tensor y,
            GoldenCsv.Case golden,
            String quantity,
            java.util.function.IntToDoubleFunction tolerance,
            boolean signOfZero) {
        DType dtype = dtype(golden);
        double[] computed = numbers(y);
        double[] expected = golden.values(quantity);
        double[] scale = golden.has(quantity + "_scale") ? golden.values(quantity + "_scale") : null;
        double worst = 0;
        for (int i = 0; i < computed.length; i++) {
            double nearest = dtype.round(expected[i]);
            if (Double.isNaN(nearest) || Double.isInfinite(nearest) || tolerance.applyAsDouble(i) == 0) {
                boolean same = computed[i] == nearest || (Double.isNaN(nearest) && Double.isNaN(computed[i]));
                assertThat(same)
                        .as("%s %s %d: %s, not %s", golden, quantity, i, computed[i], nearest)
                        .isTrue();
                continue;
            }
            double unit = scale == null
                    ? (dtype == DType.FLOAT32 ? Math.ulp((float) nearest) : Math.ulp(nearest))
                    : scale[i] * (dtype == DType.FLOAT32 ? 0x1p-24 : 0x1p-53);
            double error = computed[i] == expected[i] ? 0 : Math.abs(computed[i] - expected[i]) / unit;
            worst = Math.max(worst, error / tolerance.applyAsDouble(i));
            assertThat(error)
                    .as("%s %s %d: %s, not %s", golden, quantity, i, computed[i], expected[i])
                    .isLessThanOrEqualTo(tolerance.applyAsDouble(i));
            if (signOfZero && nearest == 0 && computed[i] == 0) {
                assertThat(1 / computed[i])
                        .as("%s %d: the sign of zero", golden, i)
                        .isEqualTo(1 / nearest);
            }
        }
        if (Boolean.getBoolean("dualflow.test.errors")) {
            System.out.printf("%s %s %s: %.3f of the tolerance%n", golden, y.shape(), quantity, worst);
        }
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    private static float[] narrow(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    private static double[] widen(float[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
    }

    private static List<double[]> bits(List<Tensor> x) {
        return x.stream().map(OpContract::numbers).toList();
    }

    private static void assertSameBits(double[] computed, double[] expected, Device device) {
        assertThat(computed).hasSameSizeAs(expected);
        for (int i = 0; i < computed.length; i++) {
            if (Double.doubleToLongBits(computed[i]) != Double.doubleToLongBits(expected[i])) {
                throw new AssertionError("number " + i + " on " + device + " is " + Double.toHexString(computed[i])
                        + ", not " + Double.toHexString(expected[i]));
            }
        }
    }

    /** Equality with the host; where it is not met, names the number and, of an elementwise op, the arguments that it comes from. */
    static void assertKernelGives(double[] expected, Op op, List<Tensor> x, Device device) {
        double[] computed = numbers(op.on(x));
        assertThat(computed).hasSameSizeAs(expected);
        for (int i = 0; i < computed.length; i++) {
            if (Double.doubleToLongBits(computed[i]) != Double.doubleToLongBits(expected[i])) {
                throw new AssertionError(op.name() + " in " + x.get(0).dtype() + " on " + device + ": number " + i
                        + arguments(op, x, i) + " is " + exactly(computed[i]) + ", not " + exactly(expected[i]));
            }
        }
    }

    /** What number i of an elementwise op's result is of; of another op, the arguments' shapes. */
    private static String arguments(Op op, List<Tensor> x, int i) {
        List<Shape> shapes = x.stream().map(Tensor::shape).toList();
        if (!(op instanceof ElementwiseOp)) {
            return " of the result of " + shapes;
        }
        Blocks blocks = Blocks.of(op, shapes);
        return IntStream.range(0, x.size())
                .mapToObj(k -> exactly(numbers(x.get(k))[blocks.start(k, i)]))
                .collect(Collectors.joining(", ", ", that of ", ","));
    }

    private static String exactly(double number) {
        return number + " (" + Double.toHexString(number) + ")";
    }

    private static double[] part(double[] all, int i, int parts) {
        int size = all.length / parts;
        return Arrays.copyOfRange(all, i * size, (i + 1) * size);
    }

    /** Row i along the first axis of each, under the given shapes. */
    private static List<Tensor> rows(List<Tensor> x, List<Shape> shapes, int i) {
        List<Tensor> rows = new ArrayList<>();
        for (int k = 0; k < x.size(); k++) {
            Shape shape = x.get(k).shape();
            double[] row = part(numbers(x.get(k)), i, shape.dim(-shape.rank()));
            rows.add(x.get(k).device().tensor(x.get(k).dtype(), shapes.get(k), row));
        }
        return rows;
    }

    private static List<Tensor> combine(List<Tensor> a, double s, List<Tensor> b, double t) {
        return IntStream.range(0, a.size())
                .mapToObj(k -> Ops.add(Ops.scale(a.get(k), s), Ops.scale(b.get(k), t)))
                .toList();
    }

    private static double[] centralDifference(TensorFunction f, List<Tensor> x, List<Tensor> v, double h) {
        Tensor ahead = f.apply(combine(x, 1, v, h));
        Tensor behind = f.apply(combine(x, 1, v, -h));
        return numbers(Ops.scale(Ops.subtract(ahead, behind), 0.5 / h));
    }

    private static Tensor inner(List<Tensor> a, List<Tensor> b) {
        Tensor sum = Ops.sum(Ops.multiply(a.get(0), b.get(0)));
        for (int k = 1; k < a.size(); k++) {
            sum = Ops.add(sum, Ops.sum(Ops.multiply(a.get(k), b.get(k))));
        }
        return sum;
    }

    private static double largest(double[] x) {
        return Arrays.stream(x).map(Math::abs).max().orElse(0);
    }

    private static double distance(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .max()
                .orElse(0);
    }

    private static double dot(Tensor a, Tensor b) {
        double[] x = numbers(a);
        double[] y = numbers(b);
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }

    private static double norm(Tensor a) {
        return Math.sqrt(dot(a, a));
    }
}
