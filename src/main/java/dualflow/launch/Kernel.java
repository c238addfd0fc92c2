package dualflow.launch;

import java.util.List;

/**
 * One launch, except for its buffers. The function takes the buffers of the inputs, those of the outputs, then the arguments.
 *
 * @param program the program text
 * @param function the name of its function
 * @param items work-items in all
 * @param localSize work-items in a work-group
 * @param arguments the arguments after the buffers, in order
 */
public record Kernel(ProgramText program, String function, long items, int localSize, List<Argument> arguments) {
    private static final String PREFIX = "op_";

    /**
     * Copies the components.
     *
     * @param program the text
     * @param function the name of its function
     * @param items work-items in all
     * @param localSize work-items in a work-group
     * @param arguments the arguments after the buffers, in order
     */
    public Kernel {
        arguments = List.copyOf(arguments);
    }

    /**
     * Function {@code op_<entry>} of {@code opencl/<file>.cl}.
     *
     * @param file the file's name without its ending
     * @param entry the function's name without its prefix
     * @param items work-items in all
     * @param localSize work-items in a work-group
     * @param arguments the arguments after the buffers
     */
    public Kernel(String file, String entry, long items, int localSize, Arguments arguments) {
        this(new KernelFile(file), PREFIX + entry, items, localSize, arguments.list());
    }

    /**
     * The function's name without its prefix.
     *
     * @return such as {@code mat_mul}
     */
    public String entry() {
        return function.substring(PREFIX.length());
    }

    /**
     * The local memory among the arguments.
     *
     * @return bytes
     */
    public long localBytes() {
        long bytes = 0;
        for (Argument argument : arguments) {
            bytes += argument instanceof Argument.Local local ? local.bytes() : 0;
        }
        return bytes;
    }
}
