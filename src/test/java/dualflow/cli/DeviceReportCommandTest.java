package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceReportCommandTest {
    private static final PrivateText PRIVACY = PrivateText.of(
            Map.of(
                    "user.home",
                    "/home/Jane Doe",
                    "user.dir",
                    "/srv/work",
                    "java.io.tmpdir",
                    "/tmp",
                    "java.home",
                    "/usr/lib/jvm/17",
                    "user.name",
                    "jdoe"),
            Map.of("USER", "jdoe"),
            "gpubox.example.org");

    @TempDir
    private Path folder;

    private void part(String name, int code, String out, String err) throws IOException {
        Files.writeString(folder.resolve(name + ".code"), code + "\n");
        Files.writeString(folder.resolve(name + ".txt"), out);
        Files.writeString(folder.resolve(name + ".err"), err);
    }

    @Test
    void pathsAndNamesAreRemovedAndNothingElse() {
        assertThat(PRIVACY.without(
                        "error:/home/Jane Doe/.cache/pocl/a.cl:3:1: at /srv/work/x and ~/a/b, jdoe on gpubox"))
                .isEqualTo("error:(path):3:1: at (path) and (path), (name) on (name)");
        assertThat(PRIVACY.without("gpubox.example.org /opt/x/y.so C:\\Users\\jdoe"))
                .isEqualTo("(name) (path) (path)");
        String kept =
                "43 GB/s of NVIDIA H200, 535.1/2, 64x64x16/4x4, peer / ours, square root, https://example.com/a/b";
        assertThat(PRIVACY.without(kept)).isEqualTo(kept);
    }

    @Test
    void packsWhatThereIsAndSaysWhatIsMissing() throws IOException {
        String home = System.getProperty("user.home");
        part("devices", 0, "opencl:0:0: a card <1>, gpu\n", "");
        Files.writeString(
                folder.resolve("devices.json"),
                "{\"devices\": [{\"name\": \"a card\", \"log\": \"" + home
                        + "/x/y\", \"n\": 3, \"f\": 0.5, \"b\": true," + " \"z\": null}]}");
        part("check", 3, "", "checking ...\nThere is no OpenCL device: install a driver.\n");
        part("bench", 0, "| case |\n", "PyTorch and JAX are left out, as there is no python3: install it.\nrunning\n");
        Path report = folder.resolve("report");
        Invocation run = Invocation.of("device-report", "--parts", folder.toString(), "--out", report.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        String json = Files.readString(report.resolve("device-report.json"));
        String page = Files.readString(report.resolve("device-report.html"));
        assertThat(json)
                .contains(
                        "no check (exit code 3): There is no OpenCL device: install a driver.",
                        "PyTorch and JAX are left out, as there is no python3",
                        "no tune: it was not run",
                        "\"n\" : 3",
                        "\"f\" : 0.5",
                        "\"b\" : true",
                        "\"z\" : null",
                        "\"log\" : \"(path)\"")
                .doesNotContain(home + "/", folder.toString());
        assertThat(page)
                .contains("a card &lt;1&gt;", "no tune: it was not run", "There is no OpenCL device")
                .doesNotContain(home + "/", folder.toString(), "<script", "src=\"http");
        assertThat(run.out()).contains("missing: no tune: it was not run", "The report is in ");
    }

    @Test
    void damagedPartIsRefusedInASentence() throws IOException {
        part("devices", 0, "", "");
        Files.writeString(folder.resolve("devices.json"), "{\"devices\": [");
        Invocation run = Invocation.of("device-report", "--parts", folder.toString(), "--out", folder.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("is not JSON").hasLineCount(1);
    }
}
