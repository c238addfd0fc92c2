package dualflow.device.opencl;

import static org.jocl.CL.CL_DEVICE_AVAILABLE;
import static org.jocl.CL.CL_DEVICE_COMPILER_AVAILABLE;
import static org.jocl.CL.CL_DEVICE_ENDIAN_LITTLE;
import static org.jocl.CL.CL_DEVICE_EXTENSIONS;
import static org.jocl.CL.CL_DEVICE_GLOBAL_MEM_SIZE;
import static org.jocl.CL.CL_DEVICE_LOCAL_MEM_SIZE;
import static org.jocl.CL.CL_DEVICE_MAX_COMPUTE_UNITS;
import static org.jocl.CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE;
import static org.jocl.CL.CL_DEVICE_MAX_WORK_GROUP_SIZE;
import static org.jocl.CL.CL_DEVICE_MEM_BASE_ADDR_ALIGN;
import static org.jocl.CL.CL_DEVICE_NAME;
import static org.jocl.CL.CL_DEVICE_SINGLE_FP_CONFIG;
import static org.jocl.CL.CL_DEVICE_TYPE;
import static org.jocl.CL.CL_DEVICE_TYPE_CPU;
import static org.jocl.CL.CL_DEVICE_TYPE_GPU;
import static org.jocl.CL.CL_DEVICE_VENDOR;
import static org.jocl.CL.CL_DEVICE_VERSION;
import static org.jocl.CL.CL_DRIVER_VERSION;
import static org.jocl.CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT;
import static org.jocl.CL.CL_FP_DENORM;
import static org.jocl.CL.CL_FP_FMA;
import static org.jocl.CL.CL_PLATFORM_NAME;
import static org.jocl.CL.clGetDeviceIDs;
import static org.jocl.CL.clGetDeviceInfo;
import static org.jocl.CL.clGetPlatformIDs;
import static org.jocl.CL.clGetPlatformInfo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** The OpenCL of this machine: looked for once, and remembered. */
public final class OpenCl {
    /** The standard's value. JOCL's constant is -1, whose upper bits some drivers refuse. */
    private static final long ALL_TYPES = 0xFFFFFFFFL;

    private final List<Found> found;
    private final Optional<String> absence;

    private OpenCl(List<Found> found, Optional<String> absence) {
        this.found = found;
        this.absence = absence;
    }

    /** A device and the handles that lead to it. */
    record Found(OpenClInfo info, cl_platform_id platform, cl_device_id device) {}

    /** Initialised on first use, and then never again: a second look would not find more. */
    private static final class Probe {
        static final OpenCl RESULT = look();
    }

    /**
     * The devices of all platforms, in the order in which they are found.
     *
     * @return what each says of itself; empty where there is none
     */
    public static List<OpenClInfo> devices() {
        return Probe.RESULT.found.stream().map(Found::info).toList();
    }

    /**
     * Why there is no device.
     *
     * @return one sentence that says what to install; empty where there is a device
     */
    public static Optional<String> absence() {
        return Probe.RESULT.absence;
    }

    static Found find(OpenClInfo info) {
        return Probe.RESULT.found.stream()
                .filter(candidate -> candidate.info().id().equals(info.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(info.id() + " is not a device of this machine"));
    }

    private static OpenCl look() {
        try {
            NativeLibrary.load();
        } catch (UnsatisfiedLinkError e) {
            return absent(
                    String.valueOf(e.getMessage()).contains("Could not initialize native OpenCL library")
                            ? Absence.noLoader()
                            : "OpenCL cannot be used: its binding does not load on this system ("
                                    + firstLine(e.getMessage()) + ")");
        } catch (IOException | LinkageError e) {
            return absent("OpenCL cannot be used: " + firstLine(e.getMessage()));
        }
        List<Found> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try {
            List<cl_platform_id> platforms = platforms();
            if (platforms.isEmpty()) {
                return absent(Absence.noDriver(System.getenv()));
            }
            for (int p = 0; p < platforms.size(); p++) {
                names.add(platformText(platforms.get(p)));
                List<cl_device_id> devices = devices(platforms.get(p));
                for (int d = 0; d < devices.size(); d++) {
                    found.add(describe(platforms.get(p), devices.get(d), "opencl:" + p + ":" + d));
                }
            }
        } catch (CLException e) {
            return absent("OpenCL cannot be used: a driver fails when it is asked for its devices (" + e.getMessage()
                    + "); look at clinfo");
        }
        return found.isEmpty()
                ? absent(Absence.noDevice(names, System.getenv()))
                : new OpenCl(List.copyOf(found), Optional.empty());
    }

    private static OpenCl absent(String sentence) {
        return new OpenCl(List.of(), Optional.of(sentence));
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }

    private static List<cl_platform_id> platforms() {
        int[] count = new int[1];
        try {
            clGetPlatformIDs(0, null, count);
        } catch (CLException e) {
            if (e.getStatus() == -1001) { // CL_PLATFORM_NOT_FOUND_KHR: the loader knows no driver
                return List.of();
            }
            throw e;
        }
        cl_platform_id[] platforms = new cl_platform_id[count[0]];
        if (count[0] > 0) {
            clGetPlatformIDs(count[0], platforms, null);
        }
        return List.of(platforms);
    }

    private static List<cl_device_id> devices(cl_platform_id platform) {
        int[] count = new int[1];
        try {
            clGetDeviceIDs(platform, ALL_TYPES, 0, null, count);
        } catch (CLException e) {
            if (e.getStatus() == org.jocl.CL.CL_DEVICE_NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
        cl_device_id[] devices = new cl_device_id[count[0]];
        if (count[0] > 0) {
            clGetDeviceIDs(platform, ALL_TYPES, count[0], devices, null);
        }
        return List.of(devices);
    }

    private static Found describe(cl_platform_id platform, cl_device_id device, String id) {
        long type = number(device, CL_DEVICE_TYPE);
        long arithmetic = number(device, CL_DEVICE_SINGLE_FP_CONFIG);
        boolean float64 = List.of(text(device, CL_DEVICE_EXTENSIONS).split(" ")).contains("cl_khr_fp64");
        boolean rounds = (arithmetic & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0;
        List<String> faults = new ArrayList<>();
        if (number(device, CL_DEVICE_AVAILABLE) == 0) {
            faults.add("cannot be used: it is not available now");
        }
        if (number(device, CL_DEVICE_COMPILER_AVAILABLE) == 0) {
            faults.add("cannot be used: it has no compiler");
        }
        if (number(device, CL_DEVICE_ENDIAN_LITTLE) == 0) {
            faults.add("cannot be used: it is big-endian");
        }
        if (!rounds && !float64) {
            faults.add("cannot be used: it neither divides correctly rounded in float32 nor computes in float64");
        }
        List<String> notes = new ArrayList<>(faults);
        if ((arithmetic & CL_FP_DENORM) == 0) {
            notes.add("flushes subnormal float32 numbers to zero: float32 results may differ from the host's bits");
        }
        if ((arithmetic & CL_FP_FMA) == 0) {
            notes.add("has no float32 fma in hardware: products are slow in float32");
        }
        if (!rounds && float64) {
            notes.add("divides float32 through float64, to round correctly");
        }
        OpenClInfo info = new OpenClInfo(
                id,
                (type & CL_DEVICE_TYPE_GPU) != 0
                        ? OpenClInfo.Kind.GPU
                        : (type & CL_DEVICE_TYPE_CPU) != 0 ? OpenClInfo.Kind.CPU : OpenClInfo.Kind.OTHER,
                text(device, CL_DEVICE_NAME),
                text(device, CL_DEVICE_VENDOR),
                platformText(platform),
                text(device, CL_DRIVER_VERSION),
                text(device, CL_DEVICE_VERSION),
                float64,
                number(device, CL_DEVICE_GLOBAL_MEM_SIZE),
                number(device, CL_DEVICE_MAX_MEM_ALLOC_SIZE),
                number(device, CL_DEVICE_LOCAL_MEM_SIZE),
                number(device, CL_DEVICE_MAX_WORK_GROUP_SIZE),
                (int) number(device, CL_DEVICE_MAX_COMPUTE_UNITS),
                (int) number(device, CL_DEVICE_MEM_BASE_ADDR_ALIGN) / Byte.SIZE,
                !rounds,
                notes,
                faults.isEmpty());
        return new Found(info, platform, device);
    }

    /** An information of four or eight bytes; all devices in question are little-endian, as are the hosts. */
    private static long number(cl_device_id device, int what) {
        long[] value = new long[1];
        clGetDeviceInfo(device, what, size(device, what), Pointer.to(value), null);
        return value[0];
    }

    private static long size(cl_device_id device, int what) {
        long[] size = new long[1];
        clGetDeviceInfo(device, what, 0, null, size);
        return size[0];
    }

    private static String text(cl_device_id device, int what) {
        byte[] bytes = new byte[(int) size(device, what)];
        clGetDeviceInfo(device, what, bytes.length, Pointer.to(bytes), null);
        return text(bytes);
    }

    private static String platformText(cl_platform_id platform) {
        long[] size = new long[1];
        clGetPlatformInfo(platform, CL_PLATFORM_NAME, 0, null, size);
        byte[] bytes = new byte[(int) size[0]];
        clGetPlatformInfo(platform, CL_PLATFORM_NAME, bytes.length, Pointer.to(bytes), null);
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
    }
}
