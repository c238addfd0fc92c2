package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.opencl.OpenClInfo;
import dualflow.testing.ChildJvm;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DeviceOptionsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine commandLine = TryDevice.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        commandLine
                .getSubcommands()
                .values()
                .forEach(sub -> sub.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)));
        return commandLine.execute(args);
    }

    @Test
    void opensTheHostByName() {
        assertThat(run("try", "--device", "host")).isZero();
        assertThat(out.toString().strip()).isEqualTo("0.2");
        assertThat(err.toString().strip()).startsWith("device host (Java").endsWith("asked for");
    }

    @Test
    void autoTakesAnOpenClDeviceAndSaysWhy() {
        TestDevices.openClInfo();
        assertThat(run("try", "--require-opencl")).isZero();
        assertThat(out.toString().strip()).isEqualTo("0.2");
        assertThat(err.toString()).startsWith("device opencl:").contains(" through ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain x*x --at x=3 --along x=1",
                "mixture MIXTURE --t 0.5 --x 0.25",
                "verify responsibilities",
                "reproduce table4",
            })
    void littleWorkTakesTheHostAndSaysWhy(String command, @TempDir Path folder) throws IOException {
        String mixture = """
                {"mu0": [0], "sigma0": [[1]], "weights": [1], "means": [[2]], "covariances": [[[3]]]}
                """;
        Path file = Files.writeString(folder.resolve("mixture.json"), mixture);
        Invocation run =
                Invocation.of(command.replace("MIXTURE", file.toString()).split(" "));
        assertThat(run.err()).startsWith("device host (Java").contains("this is little work");
    }

    @Test
    void littleWorkTakesTheOpenClDeviceThatIsAskedFor() {
        OpenClInfo info = TestDevices.openClInfo();
        String[] words = {"explain", "x+x", "--at", "x=3", "--along", "x=1"};
        for (List<String> choice : List.of(List.of("--require-opencl"), List.of("--device", info.id()))) {
            Invocation run = Invocation.of(
                    Stream.concat(Arrays.stream(words), choice.stream()).toArray(String[]::new));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err()).startsWith("device opencl:");
        }
    }

    @Test
    void opensAnOpenClDeviceByNameInAFormat() {
        OpenClInfo info = TestDevices.openClInfo();
        assertThat(run("try", "--device", info.id(), "--dtype", "float32")).isZero();
        assertThat(out.toString().strip()).isEqualTo(Double.toString(0.2f));
    }

    @Test
    void unknownDeviceEndsInASentenceThatListsWhatThereIs() {
        assertThat(run("try", "--device", "opencl:9:9")).isEqualTo(ExitCode.NO_DEVICE);
        assertThat(err.toString()).startsWith("There is no device 'opencl:9:9'; there are auto, host");
        assertThat(err.toString().strip().lines()).hasSize(1);
    }

    @Test
    void hostIsNoOpenClDevice() {
        assertThat(run("try", "--device", "host", "--require-opencl")).isEqualTo(ExitCode.NO_DEVICE);
        assertThat(err.toString()).contains("host is not an OpenCL device");
    }

    @Test
    void unknownFormatIsAUsageError() {
        assertThat(run("try", "--dtype", "float16")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no format 'float16'; there are float32 and float64");
    }

    @Test
    void listsDevices() {
        OpenClInfo info = TestDevices.openClInfo();
        assertThat(run("devices")).isZero();
        assertThat(out.toString()).contains("host: Java", info.id() + ": " + info.name(), "float64", "compute units");
    }

    @Test
    void listsDevicesAsJson() {
        OpenClInfo info = TestDevices.openClInfo();
        assertThat(run("devices", "--json")).isZero();
        assertThat(out.toString())
                .startsWith("{")
                .contains("\"id\" : \"" + info.id() + "\"", "\"compute_units\" : " + info.computeUnits());
    }

    @Test
    void withoutADriverTheHostComputes(@TempDir Path empty) throws IOException, InterruptedException {
        TestDevices.openClInfo(); // a loader, which reports that it finds no driver
        requireHost(Map.of("OCL_ICD_VENDORS", empty.toString()), "OCL_ICD_VENDORS=" + empty + " leads to no driver");
    }

    @Test
    void withoutLibOpenClTheHostComputes(@TempDir Path broken) throws IOException, InterruptedException {
        // A file that is not a library hides the one after it, as if there were none.
        Files.writeString(broken.resolve("libOpenCL.so"), "no library");
        Files.writeString(broken.resolve("libOpenCL.so.1"), "no library");
        requireHost(
                Map.of("LD_LIBRARY_PATH", broken.toString()),
                "there is no libOpenCL on this machine; on Debian and Ubuntu install the loader and a driver with: "
                        + "apt-get install ocl-icd-libopencl1 pocl-opencl-icd");
    }

    /** Only results on the standard output, one sentence on the error stream, and nothing from a native library on either. */
    private static void requireHost(Map<String, String> environment, String reason)
            throws IOException, InterruptedException {
        ChildJvm.Result computed = ChildJvm.run(TryDevice.class, environment, List.of(), "try");
        assertThat(computed.exitCode()).as(computed.err()).isZero();
        assertThat(computed.out().strip()).isEqualTo("0.2");
        assertThat(computed.err().strip())
                .startsWith("device host")
                .contains(reason)
                .hasLineCount(1);
        ChildJvm.Result required = ChildJvm.run(TryDevice.class, environment, List.of(), "try", "--require-opencl");
        assertThat(required.exitCode()).isEqualTo(ExitCode.NO_DEVICE);
        assertThat(required.out()).isEmpty();
        assertThat(required.err().strip())
                .startsWith("An OpenCL device is required: OpenCL ")
                .contains(reason)
                .hasLineCount(1);
        ChildJvm.Result named = ChildJvm.run(TryDevice.class, environment, List.of(), "try", "--device", "opencl:0:0");
        assertThat(named.exitCode()).isEqualTo(ExitCode.NO_DEVICE);
        assertThat(named.out()).isEmpty();
        assertThat(named.err().strip())
                .startsWith("There is no device 'opencl:0:0'")
                .contains(reason)
                .hasLineCount(1);
        ChildJvm.Result listed = ChildJvm.run(Main.class, environment, List.of(), "devices");
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out().strip())
                .startsWith("host: Java")
                .contains(reason)
                .hasLineCount(3);
        assertThat(listed.err()).isEmpty();
    }
}
