package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.KernelFile;
import dualflow.tensor.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Products of rows and columns that are divided among the work-groups of a GPU; the loops are in {@code opencl/include/products.cl}.
 *
 * @param count the number of products
 * @param rows the rows of each product
 * @param columns the columns of each product
 * @param terms the terms of each sum
 */
public record Products(long count, int rows, int columns, int terms) {
    /** Large tiles read the factors less often; small ones are more numerous, to keep a device busy. */
    private static final List<Tiling> TILINGS = List.of(
            new Tiling(128, 128, 8, 8, 8),
            new Tiling(128, 64, 8, 8, 4),
            new Tiling(64, 64, 16, 4, 4),
            new Tiling(32, 32, 16, 4, 4));

    /** With fewer rows or columns, any tile would be mostly empty. */
    private static final int FEWEST = 8;

    /**
     * The kernels of all tilings, the largest tiles first; none if the products are too narrow for any tile or too many to index.
     *
     * @param name the name of the kernel file and of the function
     * @param blocks the layout of the blocks
     * @param arguments the arguments that follow
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
                candidates.add(Candidate.of(kernel, blocks)
                        .with(new Candidate.Tiles(tiling.toString(), Optional.of(tiling), this)));
            }
        }
        return candidates;
    }
}
