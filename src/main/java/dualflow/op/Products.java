package dualflow.op;

import dualflow.tensor.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How work-groups of a GPU share out products of rows and columns; {@code opencl/include/products.cl} has their loops.
 *
 * @param count how many products
 * @param rows the rows of each
 * @param columns its columns
 * @param terms the terms of a sum
 */
record Products(long count, int rows, int columns, int terms) {
    /** Large tiles read the factors seldomer, small ones are more, to keep a device busy. */
    private static final List<Kernel.Tiling> TILINGS = List.of(
            new Kernel.Tiling(128, 128, 8, 8, 8),
            new Kernel.Tiling(128, 64, 8, 8, 4),
            new Kernel.Tiling(64, 64, 16, 4, 4),
            new Kernel.Tiling(32, 32, 16, 4, 4));

    /** In fewer rows or columns most of any tile would be empty. */
    private static final int FEWEST = 8;

    /**
     * The kernels of all tilings.
     *
     * @param name the name of the kernel file and of the function
     * @param parameters the parameters after the blocks
     * @return the kernels, or empty if the products are too narrow for any tile or too many to be counted
     */
    Optional<Kernel.Tiled> kernels(String name, List<Object> parameters) {
        List<Kernel> kernels = new ArrayList<>();
        for (Kernel.Tiling tiling : TILINGS) {
            long tiles = count
                    * ((rows + tiling.rows() - 1L) / tiling.rows())
                    * ((columns + tiling.columns() - 1L) / tiling.columns());
            if (Math.min(rows, columns) >= FEWEST && tiles <= Integer.MAX_VALUE / tiling.items()) {
                kernels.add(Kernel.tiles(name, tiling, (int) tiles, parameters));
            }
        }
        return kernels.isEmpty()
                ? Optional.empty()
                : Optional.of(new Kernel.Tiled(kernels, (int) count, rows, columns, terms));
    }
}
