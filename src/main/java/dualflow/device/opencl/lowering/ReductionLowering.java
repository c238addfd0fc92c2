package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Target;
import dualflow.op.LogSumExp;
import dualflow.op.Max;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import java.util.List;

/** A reduction of each block: one work-item per block or, on CPUs, for several, in {@code opencl/row_reductions.cl}. */
final class ReductionLowering implements Lowering<Op> {
    /** The number of rows per work-item on a CPU; rows are at least as long. */
    private static final int ROWS = 16;

    @Override
    public List<Candidate> candidates(Op op, Blocks blocks, Target target) {
        String name = op.name();
        int length = blocks.block(0).size();
        int count = blocks.count();
        long rounds = Rounds.ofReduction(op instanceof Max ? 1 : op instanceof LogSumExp ? 3 : 4, length);
        Rounds.require(target, name + " of " + length + " numbers", rounds);
        boolean inRows =
                target.forCpus() && length >= ROWS && count >= ROWS && ROWS * (rounds + 1) <= target.mostRounds();
        return List.of(Candidate.of(
                inRows
                        ? Kernels.loops(
                                "row_reductions",
                                name + "_rows",
                                blocks,
                                (count + ROWS - 1) / ROWS,
                                new Arguments().ints(length, count))
                        : Kernels.items(name, name, blocks, count, new Arguments().ints(length)),
                blocks));
    }
}
