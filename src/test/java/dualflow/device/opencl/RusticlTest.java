package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.ChildJvm;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of ops on Mesa's rusticl: another compiler (SPIR-V, NIR) and a Gallium driver, here llvmpipe, which computes on the
 * processor, in float32 alone, without subnormal numbers and with an fma in software.
 */
class RusticlTest {
    private static final Path DRIVER = Path.of("/etc/OpenCL/vendors/rusticl.icd");

    @TempDir
    private Path folder;

    @BeforeEach
    void requireRusticl() {
        if (!Files.exists(DRIVER)) {
            TestDevices.skip("rusticl is not installed; on Debian and Ubuntu: apt-get install mesa-opencl-icd");
        }
    }

    @Test
    void opsAndRulesHaveTheHostsBits() throws IOException, InterruptedException {
        ChildJvm.Result result = ChildJvm.run(WithoutSubnormals.class, environment(), List.of());
        assertThat(result.out())
                .contains("platform=rusticl")
                .contains(
                        "refused: this device ends the loops of a work-item after 65535 rounds, and determinant of 70x70")
                .doesNotContain("differs:");
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private Map<String, String> environment() throws IOException {
        Path drivers = Files.createDirectories(folder.resolve("drivers"));
        Files.copy(DRIVER, drivers.resolve("rusticl.icd"));
        return Map.of(
                "OCL_ICD_VENDORS", drivers.toString(),
                "RUSTICL_ENABLE", "llvmpipe",
                "XDG_CACHE_HOME", folder.resolve("cache").toString());
    }
}
