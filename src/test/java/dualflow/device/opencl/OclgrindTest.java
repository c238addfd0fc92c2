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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kernel under Oclgrind, a device that checks each access: no access out of bounds, no race, nothing uninitialised. */
class OclgrindTest {
    @TempDir
    private Path folder;

    /** Checked in separate processes, since both checks in one report what neither reports alone. */
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
        Assumptions.assumeFalse(
                "1".equals(System.getenv("DUALFLOW_WITHOUT_OCLGRIND")), "this release has no package of Oclgrind");
        boolean loader = OpenCl.absence().filter(Absence.noLoader()::equals).isEmpty();
        if (!loader || library().isEmpty()) {
            TestDevices.skip(
                    "Oclgrind or a loader is not installed; on Debian and Ubuntu: apt-get install ocl-icd-libopencl1 oclgrind");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "out_of_bounds, RACES, Invalid write of size 4",
        "race, RACES, data race",
        "uninitialised, UNINITIALISED, Uninitialized value",
    })
    void findsPlantedMistake(String mistake, Watch watch, String report) throws IOException, InterruptedException {
        try (ChildJvm child = start(watch, mistake)) {
            assertThat(child.result().out()).contains("Oclgrind");
            assertThat(log(watch, mistake)).content().contains(report).contains("op_planted_" + mistake);
        }
    }

    /** The kernels for CPUs and the others, under both checks: side by side, since each takes up to a minute or so of one core. */
    @Test
    void kernelsAreCleanAndEqualTheHost() throws IOException, InterruptedException {
        try (ChildJvm uninitialisedForCpus = start(Watch.UNINITIALISED, AllKernels.FOR_CPUS);
                ChildJvm uninitialisedForOthers = start(Watch.UNINITIALISED, AllKernels.FOR_OTHERS);
                ChildJvm racesForCpus = start(Watch.RACES, AllKernels.FOR_CPUS);
                ChildJvm racesForOthers = start(Watch.RACES, AllKernels.FOR_OTHERS)) {
            requireClean(Watch.UNINITIALISED, AllKernels.FOR_CPUS, uninitialisedForCpus);
            requireClean(Watch.UNINITIALISED, AllKernels.FOR_OTHERS, uninitialisedForOthers);
            requireClean(Watch.RACES, AllKernels.FOR_CPUS, racesForCpus);
            requireClean(Watch.RACES, AllKernels.FOR_OTHERS, racesForOthers);
        }
    }

    private void requireClean(Watch watch, String kernels, ChildJvm child) throws IOException, InterruptedException {
        ChildJvm.Result result = child.result();
        assertThat(result.out()).contains("Oclgrind").doesNotContain("differs");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(log(watch, kernels)).isEmptyFile();
    }

    private Path log(Watch watch, String kernels) {
        return folder.resolve(watch + " " + kernels + ".log");
    }

    private ChildJvm start(Watch watch, String kernels) throws IOException {
        Path drivers = Files.createDirectories(folder.resolve("drivers"));
        Files.writeString(drivers.resolve("oclgrind.icd"), library().orElseThrow() + "\n");
        Map<String, String> environment = new HashMap<>();
        environment.put(watch.variable, "1");
        environment.put("OCL_ICD_VENDORS", drivers.toString());
        environment.put("OCLGRIND_CHECK_API", "1");
        environment.put("OCLGRIND_BUILD_OPTIONS", "-cl-opt-disable"); // the optimiser hides uninitialised reads
        environment.put("OCLGRIND_LOCAL_MEM_SIZE", "1048576"); // the kernels for CPUs take more than the usual 32 KiB
        environment.put("OCLGRIND_LOG", log(watch, kernels).toString());
        return ChildJvm.start(AllKernels.class, environment, List.of(), kernels);
    }

    /** Where Debian's and Ubuntu's packages, and Oclgrind's own build, install it. */
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
