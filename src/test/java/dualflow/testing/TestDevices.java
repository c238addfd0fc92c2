package dualflow.testing;

import dualflow.device.host.HostDevice;
import dualflow.device.opencl.OpenCl;
import dualflow.device.opencl.OpenClDevice;
import dualflow.device.opencl.OpenClInfo;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The devices that tests run on. A test that needs OpenCL skips where there is none, unless REQUIRE_OPENCL=1 says that
 * there must be one: then it fails.
 */
public final class TestDevices {
    private TestDevices() {}

    /** The host, and every OpenCL device that can be used: to be closed by the caller. For parameterised tests. */
    public static List<Device> all() {
        List<Device> devices = new ArrayList<>();
        devices.add(new HostDevice());
        if (usable().isEmpty()) {
            requireOrSay();
        }
        usable().forEach(info -> devices.add(OpenClDevice.open(info)));
        return devices;
    }

    /** The first OpenCL device, to be closed by the caller; skips the test where there is none. */
    public static OpenClDevice openCl() {
        return OpenClDevice.open(openClInfo());
    }

    /** The first OpenCL device's description; skips the test where there is none. */
    public static OpenClInfo openClInfo() {
        if (usable().isEmpty()) {
            skip(OpenCl.absence().orElse("no OpenCL device can be used"));
        }
        return usable().get(0);
    }

    /** Skips the test that needs something that is not available, or fails it where REQUIRE_OPENCL=1. */
    public static void skip(String reason) {
        if (isRequired()) {
            throw new AssertionError("REQUIRE_OPENCL=1, but: " + reason);
        }
        Assumptions.abort(reason);
    }

    private static List<OpenClInfo> usable() {
        return OpenCl.devices().stream().filter(OpenClInfo::usable).toList();
    }

    private static void requireOrSay() {
        if (isRequired()) {
            throw new AssertionError(
                    "REQUIRE_OPENCL=1, but: " + OpenCl.absence().orElse("no OpenCL device can be used"));
        }
    }

    private static boolean isRequired() {
        return "1".equals(System.getenv("REQUIRE_OPENCL"));
    }
}
