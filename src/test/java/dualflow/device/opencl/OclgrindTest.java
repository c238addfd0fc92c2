package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.ChildJvm;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kernel under Oclgrind, a device that watches each access: no access out of bounds, no race, nothing uninitialised. */
class OclgrindTest {
    @TempDir
    private Path folder;

    /** Watched one at a time, since both at once report what neither alone does. */
    enum Watch {
        RACES("OCLGRIND_DATA_RACES"),
        UNINITIALISED("OCLGRIND_UNINITIALIZED");

        private final String variable;

        Watch(String variable) {
            this.variable = variable;
        }
    }

    @BeforeEach
    void requireOclgrind() {
        if (library().isEmpty()) {
            TestDevices.skip("Oclgrind is not installed; on Debian and Ubuntu: apt-get install oclgrind");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "out_of_bounds, RACES, Invalid write of size 4",
        "race, RACES, data race",
        "uninitialised, UNINITIALISED, Uninitialized value",
    })
    void findsPlantedMistake(String mistake, Watch watch, String report) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ChildJvm.Result result = run(watch, log, mistake);
        assertThat(result.out()).contains("Oclgrind");
        assertThat(log).content().contains(report).contains("op_planted_" + mistake);
    }

    @ParameterizedTest
    @EnumSource
    void kernelsAreCleanAndEqualTheHost(Watch watch) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ChildJvm.Result result = run(watch, log);
        assertThat(result.out()).contains("Oclgrind").doesNotContain("differs");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Files.readString(log)).isEmpty();
    }

    private ChildJvm.Result run(Watch watch, Path log, String... args) throws IOException, InterruptedException {
        Path drivers = Files.createDirectory(folder.resolve("drivers"));
        Files.writeString(drivers.resolve("oclgrind.icd"), library().orElseThrow() + "\n");
        Map<String, String> environment = new HashMap<>();
        environment.put(watch.variable, "1");
        environment.put("OCL_ICD_VENDORS", drivers.toString());
        environment.put("OCLGRIND_CHECK_API", "1");
        environment.put("OCLGRIND_BUILD_OPTIONS", "-cl-opt-disable"); // the optimiser hides uninitialised reads
        environment.put("OCLGRIND_LOG", log.toString());
        return ChildJvm.run(AllKernels.class, environment, List.of(), args);
    }

    /** Where Debian's and Ubuntu's packages, and Oclgrind's own build, put it. */
    private static Optional<Path> library() {
        return Stream.of(
                        "/usr/lib/oclgrind",
                        "/usr/local/lib",
                        "/usr/lib/x86_64-linux-gnu",
                        "/usr/lib/aarch64-linux-gnu")
                .map(place -> Path.of(place, "liboclgrind-rt-icd.so"))
                .filter(Files::exists)
                .findFirst();
    }
}
