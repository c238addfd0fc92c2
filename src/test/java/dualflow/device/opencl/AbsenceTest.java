package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installing what one sentence asks for must not lead to the next sentence asking for the same. */
class AbsenceTest {
    private static final String INSTALL = "apt-get install ocl-icd-libopencl1 pocl-opencl-icd";

    @Test
    void withoutLoaderOrDriverBothAreNamed() {
        assertThat(Absence.noLoader()).contains("no libOpenCL", INSTALL);
        assertThat(Absence.noDriver(Map.of("HOME", "/"))).contains("no driver", INSTALL);
    }

    @Test
    void aVariableThatHidesDriversIsNamedInPlaceOfInstalling() {
        for (String variable : List.of("OCL_ICD_VENDORS", "OPENCL_VENDOR_PATH")) {
            assertThat(Absence.noDriver(Map.of(variable, "/elsewhere")))
                    .contains(variable + "=/elsewhere leads to no driver", "unset it")
                    .doesNotContain("install");
        }
    }

    @Test
    void driversWithoutDevicesSayWhatTheyNeed() {
        Map<String, String> nothing = Map.of();
        assertThat(Absence.noDevice(List.of("Portable Computing Language"), nothing))
                .contains("POCL_CACHE_DIR")
                .doesNotContain("install", "RUSTICL");
        assertThat(Absence.noDevice(List.of("Clover", "rusticl"), nothing))
                .contains("none of its drivers (Clover, rusticl) offers a device", INSTALL, "RUSTICL_ENABLE=llvmpipe")
                .doesNotContain("POCL");
        assertThat(Absence.noDevice(List.of("rusticl", "Portable Computing Language"), nothing))
                .contains("POCL_CACHE_DIR", "RUSTICL_ENABLE")
                .doesNotContain("install");
        assertThat(Absence.noDevice(List.of("Clover"), Map.of("OCL_ICD_VENDORS", "/mesa.icd")))
                .contains("OCL_ICD_VENDORS=/mesa.icd keeps others away: unset it")
                .doesNotContain("install");
    }

    @Test
    void noDriverIsAskedWhereTheMachineIsNotDescribed(@TempDir Path folder) {
        Path missing = folder.resolve("devices");
        Map<String, String> nothing = Map.of();
        assertThat(Absence.untold(folder, nothing)).isEmpty();
        assertThat(Absence.untold(missing, Map.of("HWLOC_SYNTHETIC", "core:2 pu:1")))
                .isEmpty();
        assertThat(Absence.untold(missing, nothing).isPresent())
                .isEqualTo(System.getProperty("os.name").equals("Linux"));
        Absence.untold(missing, nothing)
                .ifPresent(sentence -> assertThat(sentence).contains("no " + missing, "mount /sys"));
    }
}
