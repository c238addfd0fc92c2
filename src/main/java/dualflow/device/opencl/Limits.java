package dualflow.device.opencl;

import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_device_id;

/**
 * The limits for launches and buffers on a device, and the only place where they are queried. Understating them makes a device behave like
 * a smaller one.
 *
 * @param memoryBytes its global memory
 * @param maxAllocationBytes the maximum size of one buffer, in bytes
 * @param localBytes the local memory available to a work-group
 * @param maxWorkGroup the maximum work-group size
 * @param maxWorkGroupOfKernel the maximum for a kernel that needs many registers; the driver reports it for each kernel, and this is never
 *     less
 * @param addressBits the width of its addresses in bits
 * @param profiles whether it times launches by its own clock
 */
record Limits(
        long memoryBytes,
        long maxAllocationBytes,
        long localBytes,
        long maxWorkGroup,
        long maxWorkGroupOfKernel,
        int addressBits,
        boolean profiles) {
    private static final long MOST_IN_32_BITS = Integer.MAX_VALUE;
    private static final long MEMORY_IN_32_BITS = 1L << 32;

    /**
     * Checks the limits and caps them at what 32-bit addresses can reach: offsets within a buffer are signed, so a buffer holds less than 2
     * GiB.
     *
     * @param memoryBytes its global memory
     * @param maxAllocationBytes the maximum size of one buffer, in bytes
     * @param localBytes the local memory available to a work-group
     * @param maxWorkGroup the maximum work-group size
     * @param maxWorkGroupOfKernel the maximum for a kernel that needs many registers
     * @param addressBits the width of its addresses in bits
     * @param profiles whether it times launches by its own clock
     */
    Limits {
        if (addressBits <= 32) {
            memoryBytes = Math.min(memoryBytes, MEMORY_IN_32_BITS);
            maxAllocationBytes = Math.min(maxAllocationBytes, MOST_IN_32_BITS);
        }
    }

    /** The limits of a device. */
    static Limits of(OpenClInfo info) {
        cl_device_id device = OpenCl.find(info).device();
        long[] properties = new long[1];
        CL.clGetDeviceInfo(device, CL.CL_DEVICE_QUEUE_ON_HOST_PROPERTIES, Sizeof.cl_long, Pointer.to(properties), null);
        int[] addressBits = new int[1];
        CL.clGetDeviceInfo(device, CL.CL_DEVICE_ADDRESS_BITS, Sizeof.cl_uint, Pointer.to(addressBits), null);
        return new Limits(
                info.memoryBytes(),
                info.maxAllocationBytes(),
                info.localBytes(),
                info.maxWorkGroup(),
                info.maxWorkGroup(),
                addressBits[0],
                (properties[0] & CL.CL_QUEUE_PROFILING_ENABLE) != 0);
    }

    /** The total number of bytes for tensors; the rest is for kernels and the driver. */
    long tensorBytes() {
        return memoryBytes / 16 * 13;
    }

    /** The total number of bytes for buffers. */
    long bufferBytes() {
        return memoryBytes / 16 * 15;
    }
}
