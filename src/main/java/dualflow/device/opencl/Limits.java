package dualflow.device.opencl;

import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_device_id;

/**
 * What launches and buffers on a device must keep to: the one place where sizes are read from it. A description that lies downwards makes a
 * device behave as a smaller one.
 *
 * @param memoryBytes its global memory
 * @param maxAllocationBytes the most bytes in one buffer
 * @param localBytes the memory that the work-items of a group can share
 * @param maxWorkGroup the most work-items in a work-group
 * @param maxWorkGroupOfKernel the most where a kernel needs many registers; the driver says it of each kernel, and this is no less than that
 * @param addressBits how many bits its addresses have
 * @param profiles whether it takes the time of launches by a clock of its own
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
     * Checks and cuts off what addresses of 32 bits cannot reach: offsets within a buffer are signed, so it holds less than 2 GiB.
     *
     * @param memoryBytes its global memory
     * @param maxAllocationBytes the most bytes in one buffer
     * @param localBytes the memory that the work-items of a group can share
     * @param maxWorkGroup the most work-items in a work-group
     * @param maxWorkGroupOfKernel the most where a kernel needs many registers
     * @param addressBits how many bits its addresses have
     * @param profiles whether it takes the time of launches by a clock of its own
     */
    Limits {
        if (addressBits <= 32) {
            memoryBytes = Math.min(memoryBytes, MEMORY_IN_32_BITS);
            maxAllocationBytes = Math.min(maxAllocationBytes, MOST_IN_32_BITS);
        }
    }

    /** Those of a device. */
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

    /** What tensors may hold in all; the rest is for kernels and for what the driver needs. */
    long tensorBytes() {
        return memoryBytes / 16 * 13;
    }

    /** What buffers may hold in all. */
    long bufferBytes() {
        return memoryBytes / 16 * 15;
    }
}
