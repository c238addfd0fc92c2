package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.KernelFile;
import dualflow.tensor.Blocks;
import java.util.ArrayList;
import java.util.List;

/**
 * Products of rows and columns that work-groups of a GPU share out; {@code opencl/include/products.cl} has their loops.
 *
 * @param count how many products
 * @param rows the rows of each
 * @param columns its columns
 * @param terms the terms of a sum
 */
public record Products(long count, int rows, int columns, int terms) {
    /** Large tiles read the factors seldomer, small ones are more, to keep a device busy. */
    private static final List<Tiling> TILINGS = List.of(
            new Tiling(128, 128, 8, 8, 8),
            new Tiling(128, 64, 8, 8, 4),
            new Tiling(64, 64, 16, 4, 4),
            new Tiling(32, 32, 16, 4, 4));

    /** In fewer rows or columns most of any tile would be empty. */
    private static final int FEWEST = 8;

    /**
     * The kernels of all tilings, the largest tiles first; none if the products are too narrow for any tile or too many to be counted.
     *
     * @param name the name of the kernel file and of the function
     * @param blocks where the blocks stand
     * @param arguments the arguments after them
     */
    List<Candidate> candidates(String name, Blocks blocks, Arguments arguments) {
        List<Candidate> candidates = new ArrayList<>();
        for (Tiling tiling : TILINGS) {
            long tiles = count
                    * ((rows + tiling.rows() - 1L) / tiling.rows())
                    * ((columns + tiling.columns() - 1L) / tiling.columns());
            if (Math.min(rows, columns) >= FEWEST && tiles <= Integer.MAX_VALUE / tiling.items()) {
                KernelFile file = new KernelFile(name, tiling.options());
                Kernel kernel = Kernels.of(file, name, blocks, tiles * tiling.items(), tiling.items(), arguments);
                candidates.add(Candidate.of(kernel, blocks).with(new Candidate.Tiles(tiling, this)));
            }
        }
        return candidates;
    }
}
