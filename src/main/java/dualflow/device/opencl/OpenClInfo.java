package dualflow.device.opencl;

import java.util.List;

/**
 * What an OpenCL device says of itself.
 *
 * @param id the name by which a user chooses it, {@code opencl:PLATFORM:DEVICE}
 * @param kind what it is
 * @param name the device's name
 * @param vendor who made it
 * @param platform the platform that offers it
 * @param driver the driver's version
 * @param version the OpenCL version it speaks
 * @param float64 whether it computes in float64 (cl_khr_fp64)
 * @param memoryBytes its global memory
 * @param maxAllocationBytes the most that one tensor may hold
 * @param localBytes the memory that the work-items of a group can share
 * @param maxWorkGroup the most work-items in a work-group
 * @param computeUnits its compute units
 * @param partAlignment where a part of a buffer may begin: at multiples of so many bytes
 * @param divideInDouble whether float32 division and square root must go through double to be correctly rounded
 * @param notes what sets it apart, such as why it cannot be used; empty as a rule
 * @param usable whether it can run the kernels at all
 */
public record OpenClInfo(
        String id,
        Kind kind,
        String name,
        String vendor,
        String platform,
        String driver,
        String version,
        boolean float64,
        long memoryBytes,
        long maxAllocationBytes,
        long localBytes,
        long maxWorkGroup,
        int computeUnits,
        int partAlignment,
        boolean divideInDouble,
        List<String> notes,
        boolean usable) {
    /** The kinds of device. */
    public enum Kind {
        /** A graphics processor. */
        GPU,
        /** A processor, through a driver such as PoCL. */
        CPU,
        /** Anything else, such as an accelerator card. */
        OTHER
    }

    /**
     * Copies the components.
     *
     * @param id the name by which a user chooses it
     * @param kind what it is
     * @param name the device's name
     * @param vendor who made it
     * @param platform the platform that offers it
     * @param driver the driver's version
     * @param version the OpenCL version it speaks
     * @param float64 whether it computes in float64
     * @param memoryBytes its global memory
     * @param maxAllocationBytes the most that one tensor may hold
     * @param localBytes the memory that the work-items of a group can share
     * @param maxWorkGroup the most work-items in a work-group
     * @param computeUnits its compute units
     * @param partAlignment where a part of a buffer may begin
     * @param divideInDouble whether float32 division and square root go through double
     * @param notes what sets it apart
     * @param usable whether it can run the kernels at all
     */
    public OpenClInfo {
        notes = List.copyOf(notes);
    }
}
