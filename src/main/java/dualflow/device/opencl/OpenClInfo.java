package dualflow.device.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
 * @param vectorWidth the float32 numbers in a vector of its instructions; 1 where its compiler makes vectors of work-items
 * @param roundsDivision whether its compiler takes the option to round float32 division and square root to the nearest
 * @param arithmetic how it computes in float32; empty before a trial
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
        int vectorWidth,
        boolean roundsDivision,
        Optional<Arithmetic> arithmetic,
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
     * @param vectorWidth the float32 numbers in a vector of its instructions
     * @param roundsDivision whether its compiler takes the option to round division and square root
     * @param arithmetic how it computes in float32; empty before a trial
     * @param notes what sets it apart
     * @param usable whether it can run the kernels at all
     */
    public OpenClInfo {
        notes = List.copyOf(notes);
    }

    /**
     * Whether it is launched those kernels that are meant for CPUs, whose work-items loop over vectors.
     *
     * @return whether it is a processor whose driver hands vectors through
     */
    boolean takesCpuKernels() {
        return kind == Kind.CPU && vectorWidth > 1;
    }

    /** The same device with this arithmetic, which its notes tell of. */
    OpenClInfo with(Arithmetic found) {
        List<String> all = new ArrayList<>(notes);
        if (!found.keepsSubnormals()) {
            all.add(
                    "takes subnormal float32 numbers for zeros: what is below 1.2e-38, in between or as a result, differs"
                            + " from the host's");
        }
        if (!found.divides() || !found.takesRoots()) {
            String what =
                    found.takesRoots() ? "division" : found.divides() ? "square root" : "division and square root";
            all.add("does not round its own float32 " + what + " to the nearest: fma does it instead, slower");
        }
        if (!found.signsZeros()) {
            all.add("has an fma that gives zeros a wrong sign, which is put right");
        }
        return with(Optional.of(found), all, usable);
    }

    /** The same device, not to be used for a reason that completes "it cannot be used: ". */
    OpenClInfo refused(String reason) {
        List<String> all = new ArrayList<>(notes);
        all.add("cannot be used: " + reason);
        return with(Optional.empty(), all, false);
    }

    private OpenClInfo with(Optional<Arithmetic> found, List<String> all, boolean canBeUsed) {
        return new OpenClInfo(
                id,
                kind,
                name,
                vendor,
                platform,
                driver,
                version,
                float64,
                memoryBytes,
                maxAllocationBytes,
                localBytes,
                maxWorkGroup,
                computeUnits,
                partAlignment,
                vectorWidth,
                roundsDivision,
                found,
                all,
                canBeUsed);
    }
}
