package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.ChildJvm;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PoCL's compiler takes over the signal by which the JVM stops its threads; the library that the launcher preloads leaves it to the JVM. */
class SignalChainingTest {
    private static final String POCL = "Portable Computing Language";
    private static final List<String> AS_THE_LAUNCHER =
            List.of("bash", "-c", "set -eu; . tools/toolchain.sh; chain_signals; exec \"$@\"", "bash");

    @TempDir
    private Path folder;

    @Test
    void threadsSurviveBuildsOfKernels() throws IOException, InterruptedException {
        TestDevices.openClInfo();
        ChildJvm.Result result = run(AS_THE_LAUNCHER, BuildsAmidSafepoints.class);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("builds");
    }

    @Test
    void aProgramThatIsNotSafeIsToldOnceWhatToDo() throws IOException, InterruptedException {
        requirePoCl();
        ChildJvm.Result result = run(List.of(), OpensPoClTwice.class);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err())
                .containsOnlyOnce("LD_PRELOAD=" + Path.of(System.getProperty("java.home"), "lib", "libjsig.so") + ",")
                .hasLineCount(1);
    }

    @Test
    void aProgramThatDoesSoIsToldNothing() throws IOException, InterruptedException {
        requirePoCl();
        ChildJvm.Result result = run(AS_THE_LAUNCHER, OpensPoClTwice.class);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Portable Computing Language, Linux, /usr/lib/libc.so.6, true",
        "Portable Computing Language, Linux, 7f00 r-xp /opt/java/lib/libjsig.so, false",
        "Portable Computing Language, Windows 11, '', false",
        "NVIDIA CUDA, Linux, /usr/lib/libc.so.6, false"
    })
    void onlyPoClWithoutTheLibraryNeedsAdvice(String platform, String system, String loaded, boolean needed) {
        assertThat(SignalChaining.advice(platform, system, loaded, "/opt/java").isPresent())
                .isEqualTo(needed);
    }

    @Test
    void aPathThatCannotBePreloadedIsNotAdvised() {
        Optional<String> advice = SignalChaining.advice(POCL, "Linux", "", "/opt/my java");
        assertThat(advice.orElseThrow()).contains("no blank or colon").doesNotContain("LD_PRELOAD=");
    }

    private static void requirePoCl() {
        TestDevices.openClInfo();
        if (OpenCl.devices().stream().noneMatch(info -> info.platform().equals(POCL))) {
            TestDevices.skip("PoCL is not installed");
        }
    }

    private ChildJvm.Result run(List<String> launcher, Class<?> main) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "LD_PRELOAD", "",
                "POCL_CACHE_DIR", folder.toString());
        try (ChildJvm child = ChildJvm.startBehind(launcher, main, environment, List.of())) {
            return child.result();
        }
    }

    /** Opens a device of PoCL twice. */
    static final class OpensPoClTwice {
        private OpensPoClTwice() {}

        public static void main(String[] args) {
            OpenClInfo info = OpenCl.devices().stream()
                    .filter(device -> device.platform().equals(POCL))
                    .findFirst()
                    .orElseThrow();
            OpenClDevice.open(info).close();
            OpenClDevice.open(info).close();
        }
    }
}
