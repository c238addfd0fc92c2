package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticTrialTest {
    private static final List<String> KINDS =
            List.of("a + b", "a * b", "a * b + c, rounded twice,", "fma(a, b, c)", "a / b", "sqrt(a)");

    @TempDir
    private Path folder;

    /** What a device would give that computes like the host, except for one kind of result, with an error in it that may depend on c. */
    private static ArithmeticTrial.Outcome outcome(String kind, BinaryOperator<Float> mistake) {
        return outcome(kind, mistake, 100_000);
    }

    private static ArithmeticTrial.Outcome outcome(String kind, BinaryOperator<Float> mistake, double rounds) {
        ArithmeticCases.Numbers numbers = new ArithmeticCases(3).next(1 << 14);
        int count = numbers.a().length;
        double[] results = new double[KINDS.size() * count];
        for (int i = 0; i < count; i++) {
            float a = numbers.a()[i];
            float b = numbers.b()[i];
            float c = numbers.c()[i];
            float[] right = {a + b, a * b, a * b + c, Math.fma(a, b, c), a / b, (float) Math.sqrt(a)};
            for (int k = 0; k < right.length; k++) {
                results[k * count + i] = KINDS.get(k).equals(kind) ? mistake.apply(right[k], c) : right[k];
            }
        }
        return ArithmeticTrial.judge(numbers, new ArithmeticTrial.Results(results, rounds));
    }

    @Test
    void hostPasses() {
        assertThat(outcome("a + b", (x, c) -> x).arithmetic()).contains(Arithmetic.AS_HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a + b", "a * b", "a * b + c, rounded twice,", "fma(a, b, c)"})
    void deviceThatDoesNotRoundIsRefused(String kind) {
        ArithmeticTrial.Outcome outcome = outcome(kind, (x, c) -> Math.abs(x) > 1 ? Math.nextUp(x) : x);
        assertThat(outcome.arithmetic()).isEmpty();
        assertThat(outcome.refusal()).contains("in float32 its " + kind).contains(", not ");
    }

    @ParameterizedTest
    @CsvSource({"a / b, false, true", "sqrt(a), true, false"})
    void divisionAndRootAreJudgedEachForItself(String kind, boolean divides, boolean takesRoots) {
        assertThat(outcome(kind, (x, c) -> Math.abs(x) > 1 ? Math.nextUp(x) : x).arithmetic())
                .contains(new Arithmetic(divides, takesRoots, true, true, false));
    }

    @Test
    void flushingDeviceIsJudgedByTheRest() {
        BinaryOperator<Float> flush = (x, c) -> Math.abs(x) <= Float.MIN_NORMAL ? x * 0 : x;
        assertThat(outcome("a * b", flush).arithmetic()).contains(new Arithmetic(true, true, false, true, false));
        // A division that flushes while nothing else does is one that does not round.
        assertThat(outcome("a / b", flush).arithmetic()).contains(new Arithmetic(false, true, true, true, false));
    }

    @Test
    void signOfAZeroOfZerosIsPutRight() {
        assertThat(outcome("fma(a, b, c)", (x, c) -> x == 0 && c == 0 ? -0.0f : x)
                        .arithmetic())
                .contains(new Arithmetic(true, true, true, false, false));
    }

    @Test
    void aDeviceThatEndsLoopsSaysSo() {
        ArithmeticTrial.Outcome outcome = outcome("a + b", (x, c) -> x, 65_535);
        assertThat(outcome.arithmetic()).contains(new Arithmetic(true, true, true, true, true));
        assertThat(outcome.on(TestDevices.openClInfo()).notes())
                .last()
                .asString()
                .startsWith("ends the loops of a work-item after 65,535 rounds: determinants, ");
    }

    @Test
    void resultIsKeptWithTheDriversVersion() throws IOException {
        OpenClInfo info = TestDevices.openClInfo();
        DeviceCache cache = new DeviceCache(folder, "arithmetic", 1, info);
        ArithmeticTrial.Outcome first = ArithmeticTrial.of(info, cache);
        assertThat(first.arithmetic()).isPresent();
        String text = Files.readString(cache.file());
        Files.writeString(cache.file(), text.replaceAll("float32=.*", "float32=false false false false true"));
        assertThat(ArithmeticTrial.of(info, cache).arithmetic())
                .contains(new Arithmetic(false, false, false, false, true));
        assertThat(ArithmeticTrial.of(info, new DeviceCache(folder, "arithmetic", 2, info)))
                .as("of another version of the trial")
                .isEqualTo(first);
        Files.writeString(cache.file(), text.replaceAll("float32=.*", "float32=maybe"));
        assertThat(ArithmeticTrial.of(info, cache)).as("of a damaged file").isEqualTo(first);
    }

    @Test
    void refusedDeviceSaysWhy() {
        OpenClInfo refused = TestDevices.openClInfo().refused("its sums are wrong");
        assertThat(refused.usable()).isFalse();
        assertThat(refused.notes()).containsExactly("cannot be used: its sums are wrong");
    }

    /**
     * On scalars and on vectors, for a million pairs or, as {@code tools/test --long} runs it, a hundred million; they are used only
     * where the device's own do not round.
     */
    @Test
    void quotientsAndRootsByFmaHaveJavasBits() {
        long pairs = "1".equals(System.getenv("DUALFLOW_LONG_TESTS")) ? 100_000_000 : 1_000_000;
        OpenClInfo info = OpenCl.tried(TestDevices.openClInfo());
        Arithmetic own = info.arithmetic().orElseThrow();
        Arithmetic byFma = new Arithmetic(false, false, own.keepsSubnormals(), own.signsZeros(), own.endsLoops());
        for (boolean cpuKernels : new boolean[] {true, false}) {
            try (OpenClDevice device =
                    new OpenClDevice(TestDevices.openClInfo().with(byFma), OpenClDevice.Memcheck.NONE, cpuKernels)) {
                assertThat(Quotients.differing(device, pairs)).isEmpty();
            }
        }
    }
}
