package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.op.ElementaryFunctions.FloatBinaryOperator;
import dualflow.testing.GoldenCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The elementary functions against 50-digit values; errors in units in the last place at the true result. */
class ElementaryTest {

    /** Largest errors above the usual 2 units, as {@link Elementary} promises them. */
    private static final Map<String, Double> BOUNDS = Map.of(
            "erf",
            4.0,
            "softplus",
            4.0,
            "pow",
            4.0,
            "erfcx",
            4.0,
            "ndtr",
            6.0,
            "logNdtr",
            8.0,
            "ndtri",
            4.0,
            "erfinv",
            4.0);

    /** A function in both formats and the largest error it may have. */
    private record Function(String name, DoubleBinaryOperator doubles, FloatBinaryOperator floats, double bound) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Every function of {@link Elementary}. */
    static Stream<Function> functions() {
        return ElementaryFunctions.names().stream()
                .map(name -> new Function(
                        name,
                        ElementaryFunctions.inDouble(name),
                        ElementaryFunctions.inFloat(name),
                        BOUNDS.getOrDefault(name, 2.0)));
    }

    @Test
    void functionsAreFound() {
        assertThat(ElementaryFunctions.names()).contains("exp", "pow", "tanh").hasSizeGreaterThanOrEqualTo(11);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void float64MatchesGolden(Function function) {
        GoldenCsv.Case golden = GoldenCsv.read("elementary/" + function.name).at("float64");
        double[] x = golden.vector("x");
        double[] y = golden.has("y") ? golden.vector("y") : x;
        double[] nearest = golden.vector("nearest");
        double[] remainder = golden.vector("remainder");
        assertThat(x).hasSizeGreaterThanOrEqualTo(300);
        for (int i = 0; i < x.length; i++) {
            double found = function.doubles.applyAsDouble(x[i], y[i]);
            assertThat(error(found, nearest[i], remainder[i], Double.MIN_EXPONENT, Double.MAX_EXPONENT, 52))
                    .as("%s at %s, %s: found %s, nearest %s", function, x[i], y[i], found, nearest[i])
                    .isLessThanOrEqualTo(function.bound);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void float32MatchesGolden(Function function) {
        GoldenCsv.Case golden = GoldenCsv.read("elementary/" + function.name).at("float32");
        double[] x = golden.vector("x");
        double[] y = golden.has("y") ? golden.vector("y") : x;
        double[] nearest = golden.vector("nearest");
        double[] remainder = golden.vector("remainder");
        assertThat(x).hasSizeGreaterThanOrEqualTo(300);
        for (int i = 0; i < x.length; i++) {
            float found = function.floats.applyAsFloat((float) x[i], (float) y[i]);
            assertThat(error(found, nearest[i], remainder[i], Float.MIN_EXPONENT, Float.MAX_EXPONENT, 23))
                    .as("%s at %s, %s: found %s, nearest %s", function, x[i], y[i], found, nearest[i])
                    .isLessThanOrEqualTo(function.bound);
        }
    }

    /** The true result is nearest + remainder units; zeros, infinities and NaNs that are exact must be met exactly. */
    private static double error(double found, double nearest, double remainder, int lowest, int highest, int fraction) {
        boolean special = nearest == 0 || !Double.isFinite(nearest);
        if (remainder == 0 && special) {
            return Double.compare(found, nearest) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        // Below a power of two the units are half as large.
        double inside = Math.signum(remainder) * nearest < 0 ? Math.nextAfter(nearest, 0) : nearest;
        int exponent = Math.max(lowest, Math.min(highest, Math.getExponent(inside)));
        double places = Math.scalb(found, fraction - exponent) - Math.scalb(nearest, fraction - exponent);
        return Double.isNaN(places) ? Double.POSITIVE_INFINITY : Math.abs(places - remainder);
    }

    @Test
    void oddFunctionsAreOddAndEvenOnesEven() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 200_000; i++) {
            double x = Double.longBitsToDouble(random.nextLong());
            float f = Float.intBitsToFloat(random.nextInt());
            assertSame(Elementary.sin(-x), -Elementary.sin(x), "sin", x);
            assertSame(Elementary.sin(-f), -Elementary.sin(f), "sin", f);
            assertSame(Elementary.tanh(-x), -Elementary.tanh(x), "tanh", x);
            assertSame(Elementary.tanh(-f), -Elementary.tanh(f), "tanh", f);
            assertSame(Elementary.erf(-x), -Elementary.erf(x), "erf", x);
            assertSame(Elementary.erf(-f), -Elementary.erf(f), "erf", f);
            assertSame(Elementary.tan(-x), -Elementary.tan(x), "tan", x);
            assertSame(Elementary.tan(-f), -Elementary.tan(f), "tan", f);
            assertSame(Elementary.sinh(-x), -Elementary.sinh(x), "sinh", x);
            assertSame(Elementary.sinh(-f), -Elementary.sinh(f), "sinh", f);
            assertSame(Elementary.cbrt(-x), -Elementary.cbrt(x), "cbrt", x);
            assertSame(Elementary.cbrt(-f), -Elementary.cbrt(f), "cbrt", f);
            assertSame(Elementary.cosh(-x), Elementary.cosh(x), "cosh", x);
            assertSame(Elementary.cosh(-f), Elementary.cosh(f), "cosh", f);
            assertSame(Elementary.cos(-x), Elementary.cos(x), "cos", x);
            assertSame(Elementary.cos(-f), Elementary.cos(f), "cos", f);
        }
    }

    /** Equal bits; any NaN equals any other. */
    private static void assertSame(double left, double right, String function, double x) {
        assertThat(Double.compare(left, right))
                .as("%s at %s: %s, %s", function, x, left, right)
                .isZero();
    }

    @Test
    void float32AgreesWithFloat64() {
        SplittableRandom random = new SplittableRandom(6);
        for (Function function : functions().toList()) {
            for (int i = 0; i < 20_000; i++) {
                float x = (i & 1) == 0
                        ? Float.intBitsToFloat(random.nextInt())
                        : (float) Math.scalb(random.nextDouble(-2, 2), random.nextInt(-20, 10));
                float y = (float) random.nextDouble(-10, 10);
                double truth = function.doubles.applyAsDouble(x, y);
                float found = function.floats.applyAsFloat(x, y);
                float nearest = (float) truth;
                double unit = Math.scalb(
                        1.0, Math.max(Float.MIN_EXPONENT, Math.min(Float.MAX_EXPONENT, Math.getExponent(truth))) - 23);
                assertThat(Float.compare(found, nearest) == 0 || Math.abs(found - truth) <= function.bound * unit)
                        .as("%s at %s, %s: found %s, truth %s", function, x, y, found, truth)
                        .isTrue();
            }
        }
    }

    static List<Path> coefficientFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("reference-data/elementary/coefficients"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("coefficientFiles")
    void coefficientsAreThoseOfTheGenerator(Path file) throws IOException, NoSuchAlgorithmException {
        String kernels = text(
                "opencl/include/elementary.cl",
                "opencl/include/elementary_branches.cl",
                "opencl/include/arcs.cl",
                "opencl/include/further.cl",
                "opencl/include/normal.cl");
        String java = "src/main/java/dualflow/op/Elementary";
        int checked = 0;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# generator: ")) {
                String[] generator = line.split(" ", -1);
                byte[] text = Files.readAllBytes(Path.of(generator[2]));
                String hash = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text));
                assertThat(generator[3]).as("run %s again", generator[2]).isEqualTo(hash);
            }
            String[] row = line.split(",", -1);
            if (row[0].startsWith("float")) {
                String end = (row[0].equals("float64") ? "Double" : "Float") + ".java";
                assertThat(text(java + end, java + "Arc" + end, java + "Further" + end, java + "Normal" + end))
                        .as("Elementary*%s for %s", end, line)
                        .contains(row[3]);
                assertThat(kernels).as("kernels for %s", line).contains(row[3]);
                checked++;
            }
        }
        assertThat(checked).isPositive();
    }

    private static String text(String... files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String file : files) {
            text.append(Files.readString(Path.of(file)));
        }
        return text.toString();
    }
}
