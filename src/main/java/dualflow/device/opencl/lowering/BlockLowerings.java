package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.Target;
import dualflow.op.ArgMax;
import dualflow.op.Argsort;
import dualflow.op.CumulativeSum;
import dualflow.op.IndexAdd;
import dualflow.op.OverlapAdd;
import dualflow.op.Sum;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import java.util.ArrayList;
import java.util.List;

/** Ops of which an element of the result may depend on a whole block of an argument. */
final class BlockLowerings {
    private BlockLowerings() {}

    /** The default, where a work-item loops over all indices. */
    static List<Candidate> indexAdd(IndexAdd op, Blocks blocks, Target target) {
        return loopOver(op, blocks, blocks.block(1).size(), "indices", target);
    }

    /** The default, where a work-item loops over a block. */
    static List<Candidate> argMax(ArgMax op, Blocks blocks, Target target) {
        return loopOver(op, blocks, blocks.block(0).size(), "numbers", target);
    }

    /** The default, where a work-item loops over a window. */
    static List<Candidate> overlapAdd(OverlapAdd op, Blocks blocks, Target target) {
        return loopOver(op, blocks, blocks.block(0).dim(-2), "windows' rows", target);
    }

    /** Runs of one, two, four ... positions are merged, in a launch each, until there is one run. */
    static List<Candidate> argsort(Argsort op, Blocks blocks, Target target) {
        int n = blocks.result().size();
        List<Stage> stages = new ArrayList<>();
        int positions = 0; // the value that has the positions so far; the first launch does not read them
        for (long width = 1; width < n || stages.isEmpty(); width *= 2) {
            Arguments arguments = new Arguments().ints(n, (int) width);
            Kernel kernel = Kernels.items(op.name(), op.name(), blocks, (long) blocks.count() * n, arguments);
            stages.add(new Stage.OfKernel(
                    kernel, List.of(0, positions), blocks.shape().size()));
            positions = stages.size();
        }
        return List.of(Candidate.of(stages.toArray(Stage[]::new)));
    }

    /** The default, where a work-item loops over so many things. */
    private static List<Candidate> loopOver(Op op, Blocks blocks, int count, String things, Target target) {
        Rounds.require(target, op.name() + " of " + count + " " + things, count + 1L);
        return Lowerings.DEFAULT.candidates(op, blocks, target);
    }

    /** First the partial sums, then what stands before each and within it; a work-item for each partial sum in both launches. */
    static List<Candidate> cumulativeSum(CumulativeSum op, Blocks blocks, Target target) {
        int n = blocks.result().size();
        int count = (n + Sum.PARTIAL - 1) / Sum.PARTIAL;
        int all = blocks.count() * count;
        Rounds.require(target, op.name() + " of " + n + " numbers", count + Sum.PARTIAL + 2L);
        Arguments arguments = new Arguments().ints(n, op.reverse() ? 1 : 0, count);
        Kernel partials = Kernels.items("cumulative_sum", "cumulative_sum", blocks, all, arguments);
        Kernel sums = Kernels.items("cumulative_sum", "cumulative_sum_partials", blocks, all, arguments);
        return List.of(Candidate.of(
                new Stage.OfKernel(partials, List.of(0), all),
                new Stage.OfKernel(sums, List.of(0, 1), blocks.shape().size())));
    }
}
