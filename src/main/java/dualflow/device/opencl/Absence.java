package dualflow.device.opencl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why there is no OpenCL device and what to do about it, in a sentence for each thing that may be missing: loader, driver or device. */
final class Absence {
    private static final String INSTALL =
            "; on Debian and Ubuntu install the loader and a driver with: apt-get install ocl-icd-libopencl1 pocl-opencl-icd"
                    + " (for a processor), or the graphics card's driver";

    /** Where loaders are told to look for drivers in place of /etc/OpenCL/vendors. */
    private static final List<String> VENDOR_VARIABLES = List.of("OCL_ICD_VENDORS", "OPENCL_VENDOR_PATH");

    private Absence() {}

    /**
     * The machine does not tell what it is made of. PoCL learns of processors and memory from there, by hwloc, and ends the process where
     * it learns nothing; so no driver is asked.
     *
     * @param sys where Linux tells it, {@code /sys/devices/system}
     * @param environment the environment's variables, by which hwloc may be told instead
     * @return the sentence; empty where it is told
     */
    static Optional<String> untold(Path sys, Map<String, String> environment) {
        boolean told = !System.getProperty("os.name").equals("Linux")
                || Files.isDirectory(sys)
                || environment.containsKey("HWLOC_SYNTHETIC")
                || environment.containsKey("HWLOC_XMLFILE");
        return told
                ? Optional.empty()
                : Optional.of(
                        "OpenCL is not asked for, since there is no " + sys
                                + ", without which PoCL ends the program: mount /sys, or start tools/dualflow, which does without");
    }

    /** There is no loader, the library that programs call and that finds the drivers. */
    static String noLoader() {
        return "OpenCL was not found: there is no libOpenCL on this machine" + INSTALL;
    }

    /**
     * The loader finds no driver.
     *
     * @param environment the environment's variables, of which one may send the loader elsewhere
     */
    static String noDriver(Map<String, String> environment) {
        return elsewhere(environment)
                .map(setting -> "OpenCL is there, but " + setting
                        + " leads to no driver for it; unset it, or have it name the folder of the drivers")
                .orElse("OpenCL is there, but no driver for it" + INSTALL);
    }

    /**
     * There are drivers, but none offers a device.
     *
     * @param platforms the drivers' names
     * @param environment the environment's variables
     */
    static String noDevice(List<String> platforms, Map<String, String> environment) {
        StringBuilder sentence = new StringBuilder("OpenCL is there, but none of its drivers (")
                .append(String.join(", ", platforms))
                .append(") offers a device");
        if (platforms.contains("Portable Computing Language")) {
            sentence.append(
                    "; PoCL offers none where it cannot write its cache: set POCL_CACHE_DIR to a folder where it can");
        } else {
            sentence.append(elsewhere(environment)
                    .map(setting -> "; " + setting + " keeps others away: unset it")
                    .orElse(INSTALL));
        }
        if (platforms.contains("rusticl")) {
            sentence.append(
                    "; rusticl offers what RUSTICL_ENABLE names, such as RUSTICL_ENABLE=llvmpipe for a processor");
        }
        return sentence.toString();
    }

    /** The setting that sends the loader elsewhere, if there is one. */
    private static Optional<String> elsewhere(Map<String, String> environment) {
        return VENDOR_VARIABLES.stream()
                .filter(environment::containsKey)
                .findFirst()
                .map(variable -> variable + "=" + environment.get(variable));
    }
}
