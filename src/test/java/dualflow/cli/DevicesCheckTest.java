package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.ChildJvm;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesCheckTest {
    @TempDir
    private Path folder;

    @Test
    void deviceWithTheHostsBitsPasses() throws IOException {
        String id = TestDevices.openClInfo().id();
        Path file = folder.resolve("check.json");
        Invocation run = Invocation.of("devices", "--check", id, "--only", "abs,mat_mul", "--json", file.toString());
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains(id, "op ", "float32", "float64", "All equal to the host's bits: ");
        assertThat(run.words()).anyMatch(line -> line.startsWith("abs ") && line.endsWith("equal equal"));
        assertThat(run.err()).contains("abs, 1 of 2", "mat_mul, 2 of 2");
        assertThat(file)
                .content()
                .contains("\"passed\" : true", "\"kernel_sources_sha256\"", "\"driver\"", "\"java\"", "op_mat_mul");
    }

    /** What is appended to the JVM's boot class path is found before the program's own resources. */
    @Test
    void wrongKernelIsNamedWithExitCode1() throws IOException, InterruptedException {
        String id = TestDevices.openClInfo().id();
        Files.createDirectories(folder.resolve("opencl"));
        Files.writeString(folder.resolve("opencl/abs.cl"), "UNARY(abs, x == 0 ? x : -fabs(x))\n");
        Path file = folder.resolve("check.json");
        ChildJvm.Result result = ChildJvm.run(
                Main.class,
                Map.of(),
                List.of("-Xbootclasspath/a:" + folder),
                "devices",
                "--check",
                id,
                "--only",
                "abs,sign",
                "--json",
                file.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(result.out()).contains("abs in float32", "differs: ", "rows are not equal to the host's bits");
        assertThat(result.out().lines().map(String::strip))
                .anyMatch(line -> line.startsWith("sign ") && line.endsWith("equal"));
        assertThat(file).content().contains("\"passed\" : false");
    }

    @Test
    void hostAndUnknownNamesAreRefused() {
        assertThat(Invocation.of("devices", "--check", "host").exitCode()).isEqualTo(ExitCode.USAGE);
        Invocation unknown = Invocation.of("devices", "--check", "--only", "matmul");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("There is nothing called 'matmul' to check", "mat_mul");
        assertThat(Invocation.of("devices", "--only", "abs").exitCode()).isEqualTo(ExitCode.USAGE);
        Invocation missing = Invocation.of("devices", "--check", "opencl:7:7");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.NO_DEVICE);
        assertThat(missing.err()).contains("There is no device 'opencl:7:7'");
    }

    @Test
    void withoutADeviceOneSentenceSaysSo() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("OCL_ICD_VENDORS", folder.toString());
        ChildJvm.Result result = ChildJvm.run(Main.class, environment, List.of(), "devices", "--check");
        assertThat(result.exitCode()).isEqualTo(ExitCode.NO_DEVICE);
        assertThat(result.err().strip())
                .startsWith("An OpenCL device is required: ")
                .hasLineCount(1);
    }
}
