package dualflow.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an OpenCL device launches for an op: function {@code op_<entry>} of {@code opencl/<file>.cl}, with the arguments'
 * buffers, the result's buffer, the struct {@code Blocks}, then the parameters.
 *
 * @param file the kernel file's name without its ending
 * @param entry the function's name without the prefix {@code op_}
 * @param itemsPerBlock work-items for one block of the result
 * @param items work-items in all, where they are not so many for each block
 * @param localSize work-items in a work-group
 * @param parameters further arguments in order: Integer (int), Double (real), int[] (a struct of ints), Table, Local
 * @param first what to launch before, whose result then stands in the place of the arguments or of one of them
 * @param cpu what to launch instead where the device is a CPU and another style of kernel is faster; same bits
 * @param gpu what to launch instead where the device is none; same bits
 * @param tiling the tiles for which the file is built, if it needs them
 * @param alone what to launch instead where the device has not the work-groups or the local memory; same bits
 */
public record Kernel(
        String file,
        String entry,
        int itemsPerBlock,
        OptionalInt items,
        int localSize,
        List<Object> parameters,
        Optional<Stage> first,
        Optional<Kernel> cpu,
        Optional<Tiled> gpu,
        Optional<Tiling> tiling,
        Optional<Kernel> alone) {
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
     * A parameter that is memory which the work-items of a group share, and which on a CPU is in the core's own cache. Where
     * a device has not so much of it, what a CPU launches instead of this kernel stands in, and at last the general kernel.
     *
     * @param bytes how many bytes
     */
    public record Local(int bytes) {}

    /**
     * A launch whose result only the next one reads.
     *
     * @param kernel what to launch
     * @param numbers how many numbers it writes
     * @param argument the one argument that it takes and in whose place its result then stands; all of them where there is none
     */
    public record Stage(Kernel kernel, int numbers, OptionalInt argument) {
        /**
         * Makes room for at least one number, as no memory is empty.
         *
         * @param kernel what to launch
         * @param numbers how many numbers it writes
         * @param argument the one argument that it takes, or none
         */
        public Stage {
            numbers = Math.max(1, numbers);
        }

        /**
         * A launch that takes all arguments.
         *
         * @param kernel what to launch
         * @param numbers how many numbers it writes
         */
        public Stage(Kernel kernel, int numbers) {
            this(kernel, numbers, OptionalInt.empty());
        }

        /**
         * What it takes.
         *
         * @param <T> what stands for an argument
         * @param arguments all arguments of the op
         * @return those that it takes
         */
        public <T> List<T> taken(List<T> arguments) {
            return argument.isPresent() ? List.of(arguments.get(argument.getAsInt())) : arguments;
        }

        /**
         * What the next launch takes.
         *
         * @param <T> what stands for an argument
         * @param arguments all arguments of the op
         * @param result what stands for this launch's result
         * @return the next launch's arguments
         */
        public <T> List<T> passed(List<T> arguments, T result) {
            if (argument.isEmpty()) {
                return List.of(result);
            }
            List<T> passed = new ArrayList<>(arguments);
            passed.set(argument.getAsInt(), result);
            return passed;
        }
    }

    /**
     * How work-groups share out a product: each makes a tile of the result, each of its work-items a part of that. No tiling changes the
     * order of a sum.
     *
     * @param rows the rows of a tile
     * @param columns its columns
     * @param terms how many terms of its sums are taken at a time, at most 32
     * @param itemRows the rows of a work-item, a multiple of 4 that divides those of the tile
     * @param itemColumns its columns, likewise
     */
    public record Tiling(int rows, int columns, int terms, int itemRows, int itemColumns) {
        /**
         * The work-items of a group.
         *
         * @return how many
         */
        public int items() {
            return rows / itemRows * (columns / itemColumns);
        }

        /**
         * What the build of a kernel file defines.
         *
         * @return options for OpenCL's compiler
         */
        public String options() {
            return " -D TILE_ROWS=" + rows + " -D TILE_COLUMNS=" + columns + " -D TILE_TERMS=" + terms
                    + " -D ITEM_ROWS=" + itemRows + " -D ITEM_COLUMNS=" + itemColumns;
        }

        @Override
        public String toString() {
            return rows + "x" + columns + "x" + terms + "/" + itemRows + "x" + itemColumns;
        }
    }

    /**
     * Kernels for a product, with tiles of different sizes; a device takes the one that suits it.
     *
     * @param kernels the kernels, the largest tiles first; each has its tiling
     * @param products how many products
     * @param rows the rows of each
     * @param columns its columns
     * @param terms the terms of a sum
     */
    public record Tiled(List<Kernel> kernels, int products, int rows, int columns, int terms) {
        /**
         * Copies the components.
         *
         * @param kernels the kernels, the largest tiles first; each has its tiling
         * @param products how many products
         * @param rows the rows of each
         * @param columns its columns
         * @param terms the terms of a sum
         */
        public Tiled {
            kernels = List.copyOf(kernels);
        }
    }

    /**
     * Copies the components.
     *
     * @param file the kernel file's name without its ending
     * @param entry the function's name without the prefix {@code op_}
     * @param itemsPerBlock work-items for one block of the result
     * @param items work-items in all, where they are not so many for each block
     * @param localSize work-items in a work-group
     * @param parameters further arguments in order: Integer (int), Double (real), int[] (a struct of ints), Table, Local
     * @param first what to launch before, whose result then stands in the place of the arguments or of one of them
     * @param cpu what to launch instead where the device is a CPU and another style of kernel is faster; same bits
     * @param gpu what to launch instead where the device is none; same bits
     * @param tiling the tiles for which the file is built, if it needs them
     * @param alone what to launch instead where the device has not the work-groups or the local memory; same bits
     */
    public Kernel {
        parameters = List.copyOf(parameters);
    }

    /**
     * A kernel of one stage.
     *
     * @param file the kernel file's name without its ending
     * @param entry the function's name without the prefix {@code op_}
     * @param itemsPerBlock work-items for one block of the result
     * @param localSize work-items in a work-group
     * @param parameters further arguments: Integer, Double, int[], Table or Local
     * @param cpu what to launch instead where the device is a CPU and another style of kernel is faster; same bits
     */
    public Kernel(
            String file,
            String entry,
            int itemsPerBlock,
            int localSize,
            List<Object> parameters,
            Optional<Kernel> cpu) {
        this(file, entry, itemsPerBlock, OptionalInt.empty(), localSize, parameters, cpu);
    }

    private Kernel(
            String file,
            String entry,
            int itemsPerBlock,
            OptionalInt items,
            int localSize,
            List<Object> parameters,
            Optional<Kernel> cpu) {
        this(
                file,
                entry,
                itemsPerBlock,
                items,
                localSize,
                parameters,
                Optional.empty(),
                cpu,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The usual kernel: file and function are named as the op.
     *
     * @param name the op's name
     * @param itemsPerBlock work-items for one block of the result
     * @param parameters further arguments: Integer, Double, int[], Table or Local
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
        return new Kernel(
                file,
                entry,
                itemsPerBlock,
                items,
                localSize,
                parameters,
                first,
                Optional.of(other),
                gpu,
                tiling,
                alone);
    }

    /**
     * This kernel, with another one for devices that have not the work-groups or the local memory for it.
     *
     * @param other what they launch instead
     * @return the pair
     */
    public Kernel orWithoutGroups(Kernel other) {
        return new Kernel(
                file, entry, itemsPerBlock, items, localSize, parameters, first, cpu, gpu, tiling, Optional.of(other));
    }

    /**
     * This kernel, with others of tiles for devices that are no CPUs.
     *
     * @param tiled the others, or empty
     * @return all of them
     */
    public Kernel orInTiles(Optional<Tiled> tiled) {
        return new Kernel(file, entry, itemsPerBlock, items, localSize, parameters, first, cpu, tiled, tiling, alone);
    }

    /**
     * This kernel, with function {@code op_<entry>_rows} of the same file for CPUs, whose work-items loop over rows of numbers.
     *
     * @param rows how they share them out, which are its last parameters
     * @return the pair
     */
    public Kernel inRowsOnCpu(Rows rows) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(rows.parameters());
        return orOnCpu(loops(file, entry + "_rows", rows.items(), all));
    }

    /**
     * A kernel of a number of work-items that does not follow from the number of blocks.
     *
     * @param file the kernel file's name without its ending
     * @param entry the function's name without the prefix {@code op_}
     * @param items work-items in all
     * @param parameters further arguments: Integer, Double, int[], Table or Local
     * @return the kernel
     */
    public static Kernel items(String file, String entry, int items, List<Object> parameters) {
        return new Kernel(file, entry, 1, OptionalInt.of(items), DEFAULT_LOCAL_SIZE, parameters, Optional.empty());
    }

    /**
     * A kernel for CPUs, of work-items that loop over much and stand alone in their work-groups.
     *
     * @param file the kernel file's name without its ending
     * @param entry the function's name without the prefix {@code op_}
     * @param items work-items in all
     * @param parameters further arguments: Integer, Double, int[], Table or Local
     * @return the kernel
     */
    public static Kernel loops(String file, String entry, int items, List<Object> parameters) {
        return new Kernel(file, entry, 1, OptionalInt.of(items), 1, parameters, Optional.empty());
    }

    /**
     * A kernel of tiles.
     *
     * @param name the name of the kernel file and of the function, without ending and prefix
     * @param tiling the tiles
     * @param groups how many tiles there are
     * @param parameters further arguments: Integer, Double, int[], Table or Local
     * @return the kernel
     */
    public static Kernel tiles(String name, Tiling tiling, int groups, List<Object> parameters) {
        return new Kernel(
                name,
                name,
                1,
                OptionalInt.of(Math.multiplyExact(groups, tiling.items())),
                tiling.items(),
                parameters,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(tiling),
                Optional.empty());
    }

    /**
     * This kernel, and what a CPU launches instead, with another one before it.
     *
     * @param stage what to launch before
     * @return the pair
     */
    public Kernel after(Stage stage) {
        return new Kernel(
                file,
                entry,
                itemsPerBlock,
                items,
                localSize,
                parameters,
                Optional.of(stage),
                cpu.map(kernel -> kernel.after(stage)),
                Optional.empty(),
                tiling,
                alone.map(kernel -> kernel.after(stage)));
    }
}
