package dualflow.device.opencl;

import java.util.List;
import java.util.Map;

/** Why there is no OpenCL device and what to do about it, in a sentence for each thing that may be missing: loader, driver or device. */
final class Absence {
    private static final String INSTALL =
            "; on Debian and Ubuntu install the loader and a driver with: apt-get install ocl-icd-libopencl1 pocl-opencl-icd"
                    + " (for a processor), or the graphics card's driver";

    /** Where loaders are told to look for drivers in place of /etc/OpenCL/vendors. */
    private static final List<String> VENDOR_VARIABLES = List.of("OCL_ICD_VENDORS", "OPENCL_VENDOR_PATH");

    private Absence() {}

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
        return VENDOR_VARIABLES.stream()
                .filter(environment::containsKey)
                .findFirst()
                .map(variable -> "OpenCL is there, but " + variable + "=" + environment.get(variable)
                        + " leads to no driver for it; unset it, or have it name the folder of the drivers")
                .orElse("OpenCL is there, but no driver for it" + INSTALL);
    }

    /**
     * There are drivers, but none offers a device.
     *
     * @param platforms the drivers' names
     */
    static String noDevice(List<String> platforms) {
        boolean pocl = platforms.contains("Portable Computing Language");
        return "OpenCL and its driver " + String.join(", ", platforms) + " are there, but no device"
                + (pocl
                        ? "; PoCL offers none where it cannot write its cache: set POCL_CACHE_DIR to a folder where it can"
                        : INSTALL)
                + (platforms.contains("rusticl")
                        ? "; rusticl offers what RUSTICL_ENABLE names, such as RUSTICL_ENABLE=llvmpipe for a processor"
                        : "");
    }
}
