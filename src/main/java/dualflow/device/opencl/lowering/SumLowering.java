package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.Target;
import dualflow.op.Sum;
import dualflow.tensor.Blocks;
import java.util.List;

/** One stage for the partial sums and, if there are several, one for their total, which CPUs need only for many partial sums. */
final class SumLowering implements Lowering<Sum> {
    /** The number of terms in a partial sum, as in {@code opencl/sum.cl}. */
    /** The number of results that a CPU sums side by side. */
    private static final int LANES = 16;

    /** The maximum number of partial sums of a result that one work-item of a CPU computes, avoiding a second launch. */
    private static final int MOST_PARTIALS = 16;

    /** The minimum number of groups of that many results per work-item of partial sums, for longer contiguous reads. */
    private static final int TOGETHER = 4;

    @Override
    public List<Candidate> candidates(Sum op, Blocks blocks, Target target) {
        int count = op.terms().size();
        int size = op.to().size();
        int all = blocks.count() * size;
        int partials = Math.max(1, (count + Sum.PARTIAL - 1) / Sum.PARTIAL);
        Arguments arguments = new Arguments()
                .ints(size, count)
                .struct(Kernels.struct(op.results()))
                .struct(Kernels.struct(op.terms()))
                .ints(all);
        if (!target.forCpus()) {
            Kernel sums = Kernels.items("sum", "sum", blocks, (long) partials * all, arguments);
            return List.of(ofParts(sums, partials, all, blocks));
        }
        if (partials > 1 && partials <= MOST_PARTIALS) {
            return List.of(Candidate.of(loops("sum_whole", arguments, count, 1, 1, all, blocks), blocks));
        }
        int terms = Math.min(count, Sum.PARTIAL);
        return List.of(
                ofParts(loops("sum_lanes", arguments, terms, partials, TOGETHER, all, blocks), partials, all, blocks));
    }

    /** The sum of equally long parts that a kernel writes contiguously: in order, from zero. */
    static Candidate ofParts(Kernel kernel, int parts, int numbers, Blocks blocks) {
        Candidate whole = Candidate.of(kernel, blocks);
        if (parts == 1) {
            return whole;
        }
        List<Integer> arguments = whole.stages().get(0).inputs();
        Kernel sum = Kernels.items("sum", "sum_partials", blocks, numbers, new Arguments().ints(numbers, parts));
        return Candidate.of(
                new Stage.OfKernel(kernel, arguments, Math.multiplyExact(parts, numbers)),
                new Stage.OfKernel(sum, List.of(arguments.size()), numbers));
    }

    /** A kernel with enough groups of results per work-item that it adds about as many elements as others do. */
    private static Kernel loops(
            String entry, Arguments arguments, int terms, int partials, int together, int all, Blocks blocks) {
        int lanes = (all + LANES - 1) / LANES;
        int groups = Math.max(Math.min(together, lanes), Rows.NUMBERS / LANES / Math.max(1, terms));
        long items = (long) partials * ((lanes + groups - 1) / groups);
        return Kernels.loops(
                "sum", entry, blocks, items, new Arguments().all(arguments).ints(groups));
    }
}
