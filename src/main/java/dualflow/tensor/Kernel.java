package dualflow.tensor;

import java.util.List;
import java.util.Optional;

/**
 * What an OpenCL device launches for an op: function {@code op_<entry>} of {@code opencl/<file>.cl}, with the arguments'
 * buffers, the result's buffer, the struct {@code Blocks}, then the parameters.
 *
 * @param file the kernel file's name without its ending
 * @param entry the function's name without the prefix {@code op_}
 * @param itemsPerBlock work-items for one block of the result
 * @param localSize work-items in a work-group
 * @param parameters further arguments in order: Integer (int), Double (real), int[] (a struct of ints), Table
 * @param cpu what to launch instead where the device is a CPU and another style of kernel is faster; same bits
 */
public record Kernel(
        String file, String entry, int itemsPerBlock, int localSize, List<Object> parameters, Optional<Kernel> cpu) {
    private static final int DEFAULT_LOCAL_SIZE = 64;

    /**
     * A parameter of any length: a buffer of ints that is written for one launch.
     *
     * @param values the ints
     */
    public record Table(List<Integer> values) {
        /**
         * Copies the component.
         *
         * @param values the ints
         */
        public Table {
            values = List.copyOf(values);
        }
    }

    /**
     * Copies the components.
     *
     * @param file the kernel file's name without its ending
     * @param entry the function's name without the prefix {@code op_}
     * @param itemsPerBlock work-items for one block of the result
     * @param localSize work-items in a work-group
     * @param parameters further arguments in order: Integer (int), Double (real), int[] (a struct of ints), Table
     * @param cpu what to launch instead where the device is a CPU and another style of kernel is faster; same bits
     */
    public Kernel {
        parameters = List.copyOf(parameters);
    }

    /**
     * The usual kernel: file and function are named as the op.
     *
     * @param name the op's name
     * @param itemsPerBlock work-items for one block of the result
     * @param parameters further arguments: Integer, Double, int[] or Table
     */
    public Kernel(String name, int itemsPerBlock, List<Object> parameters) {
        this(name, name, itemsPerBlock, DEFAULT_LOCAL_SIZE, parameters, Optional.empty());
    }

    /**
     * This kernel, with another one for CPUs.
     *
     * @param other what a CPU launches instead
     * @return the pair
     */
    public Kernel orOnCpu(Kernel other) {
        return new Kernel(file, entry, itemsPerBlock, localSize, parameters, Optional.of(other));
    }
}
