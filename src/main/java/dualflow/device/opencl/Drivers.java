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
import static org.jocl.CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT;
import static org.jocl.CL.CL_DEVICE_SINGLE_FP_CONFIG;
import static org.jocl.CL.CL_DEVICE_TYPE;
import static org.jocl.CL.CL_DEVICE_TYPE_CPU;
import static org.jocl.CL.CL_DEVICE_TYPE_GPU;
import static org.jocl.CL.CL_DEVICE_VENDOR;
import static org.jocl.CL.CL_DEVICE_VERSION;
import static org.jocl.CL.CL_DRIVER_VERSION;
import static org.jocl.CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT;
import static org.jocl.CL.CL_PLATFORM_NAME;
import static org.jocl.CL.clGetDeviceIDs;
import static org.jocl.CL.clGetDeviceInfo;
import static org.jocl.CL.clGetPlatformIDs;
import static org.jocl.CL.clGetPlatformInfo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** Queries to the drivers of this machine. Each may throw a CLException instead. */
class Drivers {
    /** The value in the standard. JOCL's constant is -1, whose upper bits some drivers reject. */
    private static final long ALL_TYPES = 0xFFFFFFFFL;

    private static final int NO_PLATFORM = -1001; // CL_PLATFORM_NOT_FOUND_KHR: the loader found no driver

    /** The platforms, one per driver. */
    List<cl_platform_id> platforms() {
        int[] count = new int[1];
        try {
            clGetPlatformIDs(0, null, count);
        } catch (CLException e) {
            if (e.getStatus() == NO_PLATFORM) {
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

    /** The name of a platform. */
    String name(cl_platform_id platform) {
        long[] size = new long[1];
        clGetPlatformInfo(platform, CL_PLATFORM_NAME, 0, null, size);
        byte[] bytes = new byte[(int) size[0]];
        clGetPlatformInfo(platform, CL_PLATFORM_NAME, bytes.length, Pointer.to(bytes), null);
        return text(bytes);
    }

    /** The devices of a platform. */
    List<cl_device_id> devices(cl_platform_id platform) {
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

    /** The description that a device reports. */
    OpenClInfo describe(String platform, cl_device_id device, String id) {
        long type = number(device, CL_DEVICE_TYPE);
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
        return new OpenClInfo(
                id,
                (type & CL_DEVICE_TYPE_GPU) != 0
                        ? OpenClInfo.Kind.GPU
                        : (type & CL_DEVICE_TYPE_CPU) != 0 ? OpenClInfo.Kind.CPU : OpenClInfo.Kind.OTHER,
                text(device, CL_DEVICE_NAME),
                text(device, CL_DEVICE_VENDOR),
                platform,
                text(device, CL_DRIVER_VERSION),
                text(device, CL_DEVICE_VERSION),
                List.of(text(device, CL_DEVICE_EXTENSIONS).split(" ")).contains("cl_khr_fp64"),
                number(device, CL_DEVICE_GLOBAL_MEM_SIZE),
                number(device, CL_DEVICE_MAX_MEM_ALLOC_SIZE),
                number(device, CL_DEVICE_LOCAL_MEM_SIZE),
                number(device, CL_DEVICE_MAX_WORK_GROUP_SIZE),
                (int) number(device, CL_DEVICE_MAX_COMPUTE_UNITS),
                (int) number(device, CL_DEVICE_MEM_BASE_ADDR_ALIGN) / Byte.SIZE,
                (int) number(device, CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT),
                (number(device, CL_DEVICE_SINGLE_FP_CONFIG) & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0,
                Optional.empty(),
                faults,
                faults.isEmpty());
    }

    /** A property of four or eight bytes; all supported devices are little-endian, and so are the hosts. */
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

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
    }
}
