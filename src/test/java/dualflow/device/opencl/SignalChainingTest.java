package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.ChildJvm;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PoCL's compiler takes over the signal by which the JVM stops its threads; the library that the launcher preloads leaves it to the JVM. */
class SignalChainingTest {
    @TempDir
    private Path folder;

    @Test
    void threadsSurviveBuildsOfKernels() throws IOException, InterruptedException {
        TestDevices.openClInfo();
        List<String> asTheLauncher =
                List.of("bash", "-c", "set -eu; . tools/toolchain.sh; chain_signals; exec \"$@\"", "bash");
        Map<String, String> environment = Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "LD_PRELOAD", "",
                "POCL_CACHE_DIR", folder.toString());
        try (ChildJvm child = ChildJvm.startBehind(asTheLauncher, BuildsAmidSafepoints.class, environment, List.of())) {
            ChildJvm.Result result = child.result();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).contains("builds");
        }
    }
}
