package dualflow.device.opencl;

import dualflow.launch.Kernel;
import dualflow.launch.KernelFile;
import dualflow.launch.ProgramText;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/** The kernels of one device: a file or a generated source is built for a format on first use, and cached. */
final class Programs {
    private final OpenClInfo info;
    private final Limits limits;
    private final cl_context context;
    private final cl_device_id device;
    private final boolean cpuKernels;
    private final Map<Build, cl_program> programs = new HashMap<>();
    private final Map<Entry, CompiledKernel> kernels = new HashMap<>();
    private final Map<Entry, Signature> signatures = new HashMap<>();
    private final Set<Entry> made = new LinkedHashSet<>(); // including those of replays

    /** What identifies a build. */
    record Build(ProgramText program, DType dtype) {}

    /** A function of a build. */
    record Entry(Build build, String function) {}

    Programs(OpenClInfo info, Limits limits, cl_context context, cl_device_id device, boolean cpuKernels) {
        this.info = info;
        this.limits = limits;
        this.context = context;
        this.device = device;
        this.cpuKernels = cpuKernels;
    }

    /** A function of a file for a format. */
    static Entry entry(String file, String function, DType dtype) {
        return new Entry(new Build(new KernelFile(file), dtype), "op_" + function);
    }

    /** The function of a kernel for a format. */
    static Entry entry(Kernel kernel, DType dtype) {
        return new Entry(new Build(kernel.program(), dtype), kernel.function());
    }

    /**
     * Returns a kernel, building it if necessary.
     *
     * @param entry the function
     * @return the kernel, shared by all callers
     * @throws KernelBuildException if the build fails
     */
    CompiledKernel kernel(Entry entry) {
        CompiledKernel kernel = kernels.get(entry);
        if (kernel == null) {
            kernel = another(entry);
            kernels.put(entry, kernel);
        }
        return kernel;
    }

    /** All kernels ever created. */
    List<Entry> made() {
        return List.copyOf(made);
    }

    void close() {
        for (CompiledKernel kernel : kernels.values()) {
            Session.ignoringErrors(() -> CL.clReleaseKernel(kernel.handle()));
        }
        for (cl_program program : programs.values()) {
            Session.ignoringErrors(() -> CL.clReleaseProgram(program));
        }
        kernels.clear();
        programs.clear();
    }

    /**
     * Creates a kernel with its own arguments, which the caller releases.
     *
     * @param entry the function
     * @return the kernel
     * @throws KernelBuildException if the build fails
     */
    CompiledKernel another(Entry entry) {
        cl_program program = programs.computeIfAbsent(entry.build(), this::build);
        cl_kernel kernel = null;
        try {
            kernel = CL.clCreateKernel(program, entry.function(), null);
            long[] localSize = new long[1];
            CL.clGetKernelWorkGroupInfo(
                    kernel, device, CL.CL_KERNEL_WORK_GROUP_SIZE, Sizeof.size_t, Pointer.to(localSize), null);
            long[] required = new long[3];
            CL.clGetKernelWorkGroupInfo(
                    kernel,
                    device,
                    CL.CL_KERNEL_COMPILE_WORK_GROUP_SIZE,
                    (long) required.length * Sizeof.size_t,
                    Pointer.to(required),
                    null);
            long[] localBytes = new long[1];
            CL.clGetKernelWorkGroupInfo(
                    kernel, device, CL.CL_KERNEL_LOCAL_MEM_SIZE, Sizeof.cl_ulong, Pointer.to(localBytes), null);
            made.add(entry);
            return new CompiledKernel(
                    entry.function(),
                    kernel,
                    signature(entry, kernel),
                    Math.min(localSize[0], limits.maxWorkGroupOfKernel()),
                    required[0] != 0,
                    localBytes[0],
                    entry.build().dtype());
        } catch (CLException e) {
            if (kernel != null) {
                cl_kernel unusable = kernel;
                Session.ignoringErrors(() -> CL.clReleaseKernel(unusable));
            }
            throw new DeviceException(
                    entry.build().program().title() + " gives no kernel " + entry.function() + " on " + info.id() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Queried from the driver once per function. */
    private Signature signature(Entry entry, cl_kernel kernel) {
        return signatures.computeIfAbsent(entry, key -> Signature.of(kernel));
    }

    private cl_program build(Build build) {
        String options = options(build.dtype()) + build.program().options();
        String source = build.program().text();
        cl_program program = null;
        try {
            program = CL.clCreateProgramWithSource(context, 1, new String[] {source}, null, null);
            CL.clBuildProgram(program, 1, new cl_device_id[] {device}, options, null, null);
            return program;
        } catch (CLException e) {
            String log = program == null ? "" : log(program);
            if (program != null) {
                cl_program unusable = program;
                Session.ignoringErrors(() -> CL.clReleaseProgram(unusable));
            }
            throw new KernelBuildException(
                    build.program().title(), info.id() + " (" + info.name() + ")", options, log, e);
        }
    }

    private String options(DType dtype) {
        // -w: some compilers count warnings on the program's own error stream, which are no matter of the user's.
        StringBuilder options = new StringBuilder("-w -cl-std=CL1.2 -cl-kernel-arg-info");
        if (dtype == DType.FLOAT64) {
            options.append(" -D REAL_IS_DOUBLE");
        } else {
            Arithmetic own = info.arithmetic().orElseThrow();
            options.append(info.roundsDivision() ? " -cl-fp32-correctly-rounded-divide-sqrt" : "")
                    .append(own.divides() ? "" : " -D DIVIDE_BY_FMA")
                    .append(own.takesRoots() ? "" : " -D ROOT_BY_FMA")
                    .append(own.signsZeros() ? "" : " -D SIGN_ZEROS");
        }
        if (cpuKernels) {
            options.append(" -D CPU_KERNELS");
        }
        return options.toString();
    }

    private String log(cl_program program) {
        try {
            long[] size = new long[1];
            CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, 0, null, size);
            byte[] log = new byte[(int) size[0]];
            CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, log.length, Pointer.to(log), null);
            return new String(log, StandardCharsets.UTF_8).replace("\0", "");
        } catch (CLException e) {
            return "the build log cannot be read: " + e.getMessage();
        }
    }
}
