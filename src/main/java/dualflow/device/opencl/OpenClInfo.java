package dualflow.device.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The description of an OpenCL device.
 *
 * @param id the name by which users select it, {@code opencl:PLATFORM:DEVICE}
 * @param kind its kind
 * @param name the device's name
 * @param vendor its manufacturer
 * @param platform the platform that offers it
 * @param driver the driver's version
 * @param version the OpenCL version it supports
 * @param float64 whether it supports float64 (cl_khr_fp64)
 * @param memoryBytes its global memory
 * @param maxAllocationBytes the maximum size of one tensor in bytes
 * @param localBytes the local memory available to a work-group
 * @param maxWorkGroup the maximum work-group size
 * @param computeUnits the number of compute units
 * @param partAlignment the alignment of sub-buffers, in bytes
 * @param vectorWidth the number of float32 elements in its vector instructions; 1 if its compiler vectorises across work-items
 * @param roundsDivision whether its compiler supports the option for correctly rounded float32 division and square root
 * @param arithmetic how it computes in float32; empty before a trial
 * @param notes peculiarities, such as why it cannot be used; usually empty
 * @param usable whether it can run the kernels
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
    /** The kinds of devices. */
    public enum Kind {
        /** A GPU. */
        GPU,
        /** A CPU, through a driver such as PoCL. */
        CPU,
        /** Anything else, such as an accelerator card. */
        OTHER
    }

    /**
     * Copies the components.
     *
     * @param id the name by which users select it
     * @param kind its kind
     * @param name the device's name
     * @param vendor its manufacturer
     * @param platform the platform that offers it
     * @param driver the driver's version
     * @param version the OpenCL version it supports
     * @param float64 whether it supports float64
     * @param memoryBytes its global memory
     * @param maxAllocationBytes the maximum size of one tensor in bytes
     * @param localBytes the local memory available to a work-group
     * @param maxWorkGroup the maximum work-group size
     * @param computeUnits the number of compute units
     * @param partAlignment the alignment of sub-buffers, in bytes
     * @param vectorWidth the number of float32 elements in its vector instructions
     * @param roundsDivision whether its compiler supports the option for correctly rounded division and square root
     * @param arithmetic how it computes in float32; empty before a trial
     * @param notes peculiarities
     * @param usable whether it can run the kernels
     */
    public OpenClInfo {
        notes = List.copyOf(notes);
    }

    /**
     * Whether the device runs the kernels meant for CPUs, whose work-items loop over vectors.
     *
     * @return true if it is a CPU whose driver maps vectors directly to instructions
     */
    boolean takesCpuKernels() {
        return kind == Kind.CPU && vectorWidth > 1;
    }

    /** The same device with this arithmetic, described in its notes. */
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
        if (found.endsLoops()) {
            all.add(
                    "ends the loops of a work-item after 65,535 rounds: determinants, quotients, factors and eigenvalues of"
                            + " matrices, reductions of rows and products so large that they need more are refused");
        }
        return with(Optional.of(found), all, usable);
    }

    /** The same device, marked unusable for a reason that completes "it cannot be used: ". */
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
