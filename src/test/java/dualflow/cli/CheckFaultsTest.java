package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.testing.JsonText;
import dualflow.testing.LoopDevice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command {@code check} on devices that fail in one claim, or have no float64. */
class CheckFaultsTest {
    @TempDir
    private Path folder;

    private String file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("three.claims"), """
                given x: R;  y: R
                claim square "(1)": (x + y)^2 = x^2 + 2 x y + y^2
                claim odd "(2)": tanh(-x) = -tanh(x)
                claim sum: sin(x + y) = sin(x) cos(y) + cos(x) sin(y)
                """).toString();
    }

    private static Invocation check(Device device, String... words) {
        return check(device, new StringWriter(), words);
    }

    private static Invocation check(Device device, StringWriter out, String... words) {
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new CheckCommand(device))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Invocation(exitCode, out.toString(), err.toString());
    }

    private static LoopDevice failing(Supplier<Throwable> fault) {
        return new LoopDevice("tanh", fault, DType.FLOAT32, DType.FLOAT64);
    }

    private void oneClaimFails(Supplier<Throwable> fault, int exitCode, String message) {
        Invocation run = check(failing(fault), file, "--seed", "7");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        List<String> words = run.words();
        int at = words.indexOf("error odd, (2)");
        assertThat(words).startsWith(file, "holds square, (1)");
        assertThat(words.subList(at + 1, at + 4))
                .containsExactly(
                        "tanh(-x) = -tanh(x)", message, "again: tools/dualflow check " + file + " --only odd --seed 7");
        assertThat(words).contains("holds sum", "not checked: odd");
        assertThat(words.get(words.size() - 1))
                .matches("checked 2 claims on loops float64 in .*: 2 hold, 0 corrected, .* 0 vacuous, 1 not checked");
        assertThat(run.sentences()).containsExactly("1 claim could not be checked: odd.");
    }

    @Test
    void aFaultOfTheProgramIsThatOfOneClaim() {
        oneClaimFails(
                () -> new ArithmeticException("/ by zero"),
                ExitCode.INTERNAL_ERROR,
                "dualflow met an error of its own: java.lang.ArithmeticException: / by zero.");
    }

    @Test
    void wantOfMemoryIsThatOfOneClaim() {
        oneClaimFails(
                () -> new OutOfMemoryError("Java heap space"),
                ExitCode.DEVICE_FAILURE,
                "Java's memory did not suffice: ask for less at once, or give it more, for example by"
                        + " JDK_JAVA_OPTIONS=-Xmx8g.");
    }

    @Test
    void aFailureOfTheDeviceIsThatOfOneClaim() {
        oneClaimFails(
                () -> new DeviceException("device loops ran out of memory"),
                ExitCode.DEVICE_FAILURE,
                "Device loops ran out of memory.");
    }

    @Test
    void reportsOfTheOthersAreWritten() throws IOException {
        Path json = folder.resolve("report.json");
        Path html = folder.resolve("page.html");
        Invocation run = check(
                failing(() -> new ArithmeticException("/ by zero")),
                file,
                "--json",
                json.toString(),
                "--html",
                html.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERNAL_ERROR);
        List<Map<String, Object>> reports = JsonText.objects(Files.readString(json));
        assertThat(reports).hasSize(3);
        assertThat(reports.get(0)).containsEntry("verdict", "holds").containsEntry("error", null);
        assertThat(reports.get(1).keySet())
                .containsExactlyElementsOf(reports.get(0).keySet());
        assertThat(reports.get(1))
                .containsEntry("id", "odd")
                .containsEntry("file", file)
                .containsEntry("statement", "tanh(-x) = -tanh(x)")
                .containsEntry("verdict", null)
                .containsEntry("residual", null)
                .containsEntry("error", "dualflow met an error of its own: java.lang.ArithmeticException: / by zero.");
        assertThat(reports.get(2)).containsEntry("verdict", "holds").containsEntry("id", "sum");
        assertThat(Files.readString(html))
                .contains("<span class=\"verdict holds\">holds</span> sum")
                .contains("<span class=\"verdict error\">error</span> odd, (2)")
                .contains("<li>dualflow met an error of its own: java.lang.ArithmeticException: / by zero.</li>");
    }

    /** Not the verdict's fault, but the operations cannot be listed. */
    @Test
    void aFaultInExplainingLeavesTheVerdict() {
        StringWriter out = new StringWriter();
        LoopDevice device =
                failing(() -> out.toString().contains("holds") ? new ArithmeticException("/ by zero") : null);
        Invocation run = check(device, out, file, "--explain", "odd");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(run.words()).contains("holds odd, (2)").noneMatch(line -> line.startsWith("v1 = "));
        assertThat(run.sentences())
                .containsExactly("The operations of odd could not be listed. dualflow met an error of its own:"
                        + " java.lang.ArithmeticException: / by zero.");
    }

    @Test
    void aDeviceWithoutFloat64HandsTheClaimsToTheHost() {
        LoopDevice device = new LoopDevice(DType.FLOAT32);
        Invocation run = check(device, file);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.sentences())
                .containsExactly(
                        "loops has no float64, in which verdicts are reached: the claims are checked on the host");
        assertThat(run.words()).last().asString().startsWith("checked 3 claims on host float64 in ");
        assertThat(device.ops()).isZero();
    }

    @Test
    void withoutFloat64TheHostExplainsToo() {
        Invocation run = check(new LoopDevice(DType.FLOAT32), file, "--explain", "square");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.words())
                .contains("The last one subtracts the right side from the left.")
                .filteredOn(line -> line.matches("v\\d+ = .*"))
                .isNotEmpty();
    }

    /** Any device gives the same reports as the host. */
    @Test
    void anotherDeviceGivesTheSameReports() {
        Invocation host = Invocation.of("check", "--device", "host", file, "--explain", "odd");
        LoopDevice device = new LoopDevice(DType.FLOAT32, DType.FLOAT64);
        Invocation other = check(device, file, "--explain", "odd");
        assertThat(device.ops()).isPositive();
        assertThat(other.words())
                .filteredOn(line -> !line.startsWith("checked"))
                .isEqualTo(host.words().stream()
                        .filter(line -> !line.startsWith("checked"))
                        .toList());
    }
}
