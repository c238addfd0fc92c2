package dualflow.device.opencl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why there is no OpenCL device and what to do about it: one sentence for each component that may be missing, whether loader, driver or
 * device.
 */
final class Absence {
    private static final String INSTALL =
            "; on Debian and Ubuntu install the loader and a driver with: apt-get install ocl-icd-libopencl1 pocl-opencl-icd"
                    + " (for a processor), or the graphics card's driver";

    /** The environment variables that make loaders look for drivers elsewhere than in /etc/OpenCL/vendors. */
    private static final List<String> VENDOR_VARIABLES = List.of("OCL_ICD_VENDORS", "OPENCL_VENDOR_PATH");

    private Absence() {}

    /**
     * The machine does not expose its topology. PoCL reads it through hwloc, and terminates the process if it finds nothing; so no driver
     * is queried.
     *
     * @param sys where Linux exposes it, {@code /sys/devices/system}
     * @param environment the environment variables, which may tell hwloc instead
     * @return the sentence; empty if the topology is exposed
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

    /** There is no loader, the library that programs call and that locates the drivers. */
    static String noLoader() {
        return "OpenCL was not found: there is no libOpenCL on this machine" + INSTALL;
    }

    /**
     * The loader finds no drivers.
     *
     * @param environment the environment variables, one of which may redirect the loader
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
     * @param environment the environment variables
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

    /** The environment setting that redirects the loader, if any. */
    private static Optional<String> elsewhere(Map<String, String> environment) {
        return VENDOR_VARIABLES.stream()
                .filter(environment::containsKey)
                .findFirst()
                .map(variable -> variable + "=" + environment.get(variable));
    }
}
