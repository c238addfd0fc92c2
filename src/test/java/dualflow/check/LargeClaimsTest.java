package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dualflow.syntax.SourceText;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Claims of a few lines whose evaluation would take more than a computer has are refused, and soon. */
class LargeClaimsTest {
    /** Of the processor's time: the clock's depends on what else runs. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Duration HANGING = Duration.ofMinutes(3);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Definitions, each of which uses the one before twice. */
    private static String doubling(String first, String next) {
        return IntStream.range(1, 100)
                .mapToObj(i -> "let " + next.replace("NEW", "a" + i).replace("OLD", "a" + (i - 1)))
                .collect(Collectors.joining("\n", first + "\n", "\n"));
    }

    private static String nested(String before, int times, String inner, String after) {
        return before.repeat(times) + inner + after.repeat(times);
    }

    static Stream<String> large() {
        return Stream.of(
                "given x: R\n" + doubling("let a0(x) = x", "NEW(x) = OLD(OLD(x))") + "claim c: a99(x) = x",
                "given x: R\n" + doubling("let a0(x) = sin(x)", "NEW(x) = OLD(OLD(x))") + "claim c: a99(x) = x",
                "given x: R\n" + doubling("let a0(x) = sin(x)", "NEW = OLD o OLD") + "claim c: a99(x) = x",
                "given x: R\n" + doubling("let a0 = [x; x]", "NEW = [OLD; OLD]") + "claim c: a99 = a99",
                "given x: R^1000\n" + doubling("let a0 = x", "NEW = [OLD; OLD]") + "claim c: a20[1] = 0",
                "given x: R^1000\nclaim c: " + nested("grad_x(", 20, "x' x", ")") + " = 0",
                "given x: R^3\nclaim c: " + nested("lap_x(", 30, "x' x", ")") + " = 0",
                "given x: R^3\nclaim c: " + nested("jac_x(", 30, "x", ")") + " = 0",
                "given x: R\nclaim c: " + nested("d/dx (", 40, "sin(x)", ")") + " = 0",
                "given x: R\nclaim c: " + nested("sum_{i in 1..1000} (", 5, "x", ")") + " = 0",
                "given x: R^1000\nclaim c: sum_{i in 1..1000} sum_{j in 1..1000} sum_{k in 1..1000} x[i] x[j] x[k] = 0",
                "given x: R\nclaim c: " + nested("integral_{s in 0..1} (", 40, "s x", ")") + " = 0",
                "given x: R\n" + doubling("let a0(x) = sin(x)", "NEW(x) = integral_{s in 0..1} OLD(s x)")
                        + "claim c: a99(x) = x",
                "given x: R\nclaim c: [x]_{i in 1..1000, j in 1..1000} [x]_{i in 1..1000, j in 1..1000} = 0",
                "given d in 100..100; x: R^d\nclaim c: I(1000*d) = 0",
                "given d in 100..100; x: R^(1000d, 1000d)\nclaim c: x = 0",
                "given d in 100..100; x: spd(1000d)\nclaim c: x = x'",
                "given d in 100..100; x: R^(1000d); f: map(1000d, 1000d)\nclaim c: f(x) = x",
                "given x: R^1000; f: map(1000, 1000)\nclaim c: f(x) = x",
                "given d in 100..100; m[1000d]: R^(1000d)\nclaim c: sum_k m[k] = 0",
                "given g ~ signs(31)\nclaim c: E[g] = 0",
                "given g ~ signs(32)\nclaim c: E[g] = 0",
                "given g ~ signs(40)\nclaim c: E[g] = 0",
                "given g ~ signs(20); h ~ signs(20)\nclaim c: E[g] = 0 * h",
                "given u ~ sphere(1000)\nclaim c: E[u u' u u'] = I(1000)",
                "given x ~ normal(1000)\nclaim c: E[(x' x)^4] = 0",
                "given a ~ uniform; b ~ uniform; c ~ uniform; e ~ uniform\nclaim c: E[a b c e] = 0",
                "given y ~ points(1000, 1000); z ~ points(1000, 1000)\nclaim c: E[y' z] = 0",
                "given z ~ normal(0, 1)\nclaim c: E[z^100000] = 0",
                "given x: R\nclaim c: x^1000000000 = 0",
                "given x: R^(3,3)\nclaim c: x^1000000000 = 0",
                "given x: R\nclaim c: x[1000000*1000000] = 0",
                "given x: R^3\nclaim c: x[999999*999999] = 0",
                "given x: R^3\nclaim c: x[1..999999*999999] = 0",
                "given h: small; x: R\nclaim c: x = x + O(h^99999)",
                "given d in 0..1; x: R^(d-1)\nclaim c: x = 0",
                "given d in 1..2; x: R^(d-2)\nclaim c: x = 0",
                "given d in 1..2; x: R^(d-1)\nclaim c: x = 0",
                "given f: (R^3, time) -> R^3; x: R^3; t: time\nclaim c: " + nested("jac(", 20, "f", ")") + "(x, t) = 0",
                "given f: (R^3, time) -> R^3; x: R^3; t: time\n"
                        + doubling("let a0 = f", "NEW(x, t) = flow(OLD; 0 -> t)(x)") + "claim c: a99(x, t) = x",
                "given x: R; z ~ normal(0, 1)\nclaim c: " + nested("E[z + ", 40, "z", "]") + " = 0");
    }

    @ParameterizedTest
    @MethodSource("large")
    void isRefusedOrCheckedSoon(String text) {
        assertTimeoutPreemptively(HANGING, () -> {
            long before = THREADS.getCurrentThreadCpuTime();
            Throwable thrown = catchThrowable(() -> {
                ClaimFile file = ClaimFile.of(new SourceText("large.claims", text));
                file.checkTypes();
                file.types();
            });
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(ClaimFileException.class);
                assertThat(thrown.getMessage()).isNotBlank();
            }
            assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before))
                    .isLessThan(SOON);
        });
    }
}
