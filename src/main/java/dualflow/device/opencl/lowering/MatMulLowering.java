package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Target;
import dualflow.op.MatMul;
import dualflow.tensor.Blocks;
import java.util.ArrayList;
import java.util.List;

/** On CPUs register tiles, otherwise one work-item per element, or work-group tiles. */
final class MatMulLowering implements Lowering<MatMul> {
    /** The maximum number of rows of a work-item on CPUs: while it processes them, its columns of the right factor stay in the cache. */
    private static final int GROUP_ROWS = 192;

    @Override
    public List<Candidate> candidates(MatMul op, Blocks blocks, Target target) {
        String name = op.name();
        int m = blocks.block(0).dim(-2);
        int inner = blocks.block(0).dim(-1);
        int n = blocks.block(1).dim(-1);
        // If all blocks share the right factor, the rows of all blocks are rows of one product.
        boolean oneProduct = blocks.isShared(1) && blocks.isContiguous(0);
        int count = oneProduct ? 1 : blocks.count();
        int rows = oneProduct ? m * blocks.count() : m;
        long items = (long) blocks.count() * m * n;
        Candidate alone =
                Candidate.of(Kernels.items(name, name, blocks, items, new Arguments().ints(m, inner, n)), blocks);
        if (Rounds.areLimited(target)) { // a tile's loops are nested
            Rounds.require(target, name + " of " + inner + " terms", inner + 1L);
            return List.of(alone);
        }
        if (target.forCpus()) {
            return RegisterTiles.candidates(
                    new Products(count, rows, n, inner),
                    GROUP_ROWS,
                    tiles -> Candidate.of(
                            Kernels.loops(
                                    name,
                                    name + "_tiles",
                                    blocks,
                                    (long) count * tiles.items(),
                                    new Arguments().ints(rows, inner, n, tiles.groups(), tiles.strips())),
                            blocks));
        }
        List<Candidate> candidates = new ArrayList<>(new Products(count, rows, n, inner)
                .candidates(name + "_product", blocks, new Arguments().ints(rows, inner, n)));
        candidates.add(alone);
        return candidates;
    }
}
