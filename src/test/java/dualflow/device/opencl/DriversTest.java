package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.ChildJvm;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failure in one driver does not affect the others. */
class DriversTest {
    @TempDir
    private Path folder;

    /** Platforms One, Two, ... with a number of devices each; one query fails. */
    private static final class Pretended extends Drivers {
        private static final List<String> NAMES = List.of("One", "Two", "rusticl");
        private final String failing;
        private final List<cl_platform_id> platforms;
        private final int[] devices;

        Pretended(String failing, int... devices) {
            this.failing = failing;
            this.devices = devices;
            platforms =
                    Stream.generate(cl_platform_id::new).limit(devices.length).toList();
        }

        private void failAt(String question) {
            if (failing.equals(question)) {
                throw new CLException("CL_INVALID_VALUE", CL.CL_INVALID_VALUE);
            }
        }

        /** By identity: handles that no driver has returned are all equal. */
        @SuppressWarnings("ReferenceEquality")
        private int index(cl_platform_id platform) {
            return IntStream.range(0, devices.length)
                    .filter(p -> platforms.get(p) == platform)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        List<cl_platform_id> platforms() {
            failAt("platforms");
            return platforms;
        }

        @Override
        String name(cl_platform_id platform) {
            failAt("name of " + NAMES.get(index(platform)));
            return NAMES.get(index(platform));
        }

        @Override
        List<cl_device_id> devices(cl_platform_id platform) {
            failAt("devices of " + NAMES.get(index(platform)));
            return Stream.generate(cl_device_id::new)
                    .limit(devices[index(platform)])
                    .toList();
        }

        @Override
        OpenClInfo describe(String platform, cl_device_id device, String id) {
            failAt(id);
            return new OpenClInfo(
                    id,
                    OpenClInfo.Kind.GPU,
                    "card",
                    "",
                    platform,
                    "",
                    "",
                    true,
                    1 << 30,
                    1 << 28,
                    32768,
                    256,
                    8,
                    64,
                    1,
                    true,
                    Optional.empty(),
                    List.of(),
                    true);
        }
    }

    private static List<String> ids(OpenCl found) {
        return found.infos().stream().map(OpenClInfo::id).toList();
    }

    private static List<String> faults(OpenCl found) {
        return found.ownFaults().stream().map(OpenCl.Fault::toString).toList();
    }

    @Test
    void withoutFailureAllAreFound() {
        OpenCl found = OpenCl.of(new Pretended("nothing", 2, 1));
        assertThat(ids(found)).containsExactly("opencl:0:0", "opencl:0:1", "opencl:1:0");
        assertThat(faults(found)).isEmpty();
        assertThat(found.ownAbsence()).isEmpty();
    }

    @Test
    void platformThatFailsKeepsItsNumber() {
        OpenCl found = OpenCl.of(new Pretended("devices of One", 2, 1));
        assertThat(ids(found)).containsExactly("opencl:1:0");
        assertThat(faults(found))
                .containsExactly("opencl:0: One fails when it is asked for its devices: CL_INVALID_VALUE");
    }

    @Test
    void platformWithoutANameFailsForItself() {
        OpenCl found = OpenCl.of(new Pretended("name of Two", 1, 1, 1));
        assertThat(ids(found)).containsExactly("opencl:0:0", "opencl:2:0");
        assertThat(faults(found)).hasSize(1).first().asString().startsWith("opencl:1: a platform whose name");
    }

    @Test
    void deviceThatFailsKeepsItsNumber() {
        OpenCl found = OpenCl.of(new Pretended("opencl:0:0", 2, 1));
        assertThat(ids(found)).containsExactly("opencl:0:1", "opencl:1:0");
        assertThat(faults(found))
                .containsExactly("opencl:0:0: a device of One does not describe itself: CL_INVALID_VALUE");
    }

    @Test
    void platformsWithoutADeviceAreNamed() {
        OpenCl found = OpenCl.of(new Pretended("nothing", 1, 0, 0));
        assertThat(ids(found)).containsExactly("opencl:0:0");
        assertThat(faults(found))
                .containsExactly(
                        "opencl:1: Two has no device",
                        "opencl:2: rusticl has no device; it offers what RUSTICL_ENABLE names, such as"
                                + " RUSTICL_ENABLE=llvmpipe for a processor");
    }

    @Test
    void absenceGivesTheReasons() {
        OpenCl found = OpenCl.of(new Pretended("devices of One", 1, 0));
        assertThat(found.ownAbsence().orElseThrow())
                .contains("none of its drivers (One (which fails: CL_INVALID_VALUE), Two) offers a device")
                .contains("apt-get install");
        assertThat(faults(found)).hasSize(2);
        assertThat(OpenCl.of(new Pretended("platforms", 1)).ownAbsence().orElseThrow())
                .contains("its loader fails when it is asked for the drivers (CL_INVALID_VALUE)");
    }

    /** The installed drivers, side by side: Clover has no device without a graphics card, rusticl none that is not named. */
    @Test
    void realDriversStandSideBySide() throws IOException, InterruptedException {
        Path vendors = Path.of("/etc/OpenCL/vendors");
        for (String driver : List.of("pocl.icd", "mesa.icd", "rusticl.icd")) {
            if (!Files.exists(vendors.resolve(driver))) {
                TestDevices.skip("a driver is missing; on Debian: apt-get install pocl-opencl-icd mesa-opencl-icd");
            }
            Files.copy(vendors.resolve(driver), folder.resolve(driver));
        }
        String without = listed("");
        assertThat(without)
                .contains("Portable Computing Language")
                .contains("Clover has no device")
                .contains("rusticl has no device")
                .doesNotContain("platform=rusticl");
        assertThat(listed("llvmpipe"))
                .contains("Portable Computing Language")
                .contains("Clover has no device")
                .contains("platform=rusticl")
                .doesNotContain("rusticl has no device");
    }

    private String listed(String gallium) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("OCL_ICD_VENDORS", folder.toString(), "RUSTICL_ENABLE", gallium);
        ChildJvm.Result result = ChildJvm.run(Listed.class, environment, List.of());
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }

    /** Prints what is found. */
    static final class Listed {
        private Listed() {}

        public static void main(String[] args) {
            OpenCl.devices().forEach(System.out::println);
            OpenCl.faults().forEach(System.out::println);
            System.exit(0);
        }
    }
}
