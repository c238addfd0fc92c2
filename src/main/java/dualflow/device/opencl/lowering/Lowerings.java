package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.Launch;
import dualflow.launch.Target;
import dualflow.op.ArgMax;
import dualflow.op.Argsort;
import dualflow.op.Broadcast;
import dualflow.op.Cholesky;
import dualflow.op.Concat;
import dualflow.op.Convolution;
import dualflow.op.ConvolutionByWinograd;
import dualflow.op.ConvolutionWeights;
import dualflow.op.ConvolutionWeightsByWinograd;
import dualflow.op.CumulativeSum;
import dualflow.op.Determinant;
import dualflow.op.Fold;
import dualflow.op.IndexAdd;
import dualflow.op.LogDeterminant;
import dualflow.op.LogSumExp;
import dualflow.op.MatDivide;
import dualflow.op.MatMul;
import dualflow.op.MatrixSquareRoot;
import dualflow.op.Max;
import dualflow.op.MaxPool;
import dualflow.op.MaxPoolPosition;
import dualflow.op.Norm;
import dualflow.op.OverlapAdd;
import dualflow.op.Pad;
import dualflow.op.Permute;
import dualflow.op.ScatterAdd;
import dualflow.op.Slice;
import dualflow.op.Softmax;
import dualflow.op.Sum;
import dualflow.op.SymmetricEigenvalue;
import dualflow.op.TransposedConvolution;
import dualflow.op.TriangularInverse;
import dualflow.op.Unfold;
import dualflow.op.WinogradConvolution;
import dualflow.op.WinogradInput;
import dualflow.op.WinogradOutput;
import dualflow.op.WinogradWeights;
import dualflow.tensor.Blocks;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lowerings for OpenCL devices, looked up by the op's class. */
public final class Lowerings {
    static final Lowering<Op> DEFAULT = new DefaultLowering();

    /** The ops with special kernels; all others use {@link DefaultLowering}. */
    private static final Map<Class<? extends Op>, Lowering<?>> SPECIAL = Map.ofEntries(
            of(ArgMax.class, BlockLowerings::argMax),
            of(Argsort.class, BlockLowerings::argsort),
            of(Broadcast.class, RowLowerings::broadcast),
            of(Cholesky.class, Lowerings::cholesky),
            of(Concat.class, RowLowerings::concat),
            of(Convolution.class, ConvolutionLowering::candidates),
            of(ConvolutionByWinograd.class, WinogradLowerings::convolution),
            of(ConvolutionWeights.class, ConvolutionWeightsLowering::candidates),
            of(ConvolutionWeightsByWinograd.class, ConvolutionWeightsLowering::byWinograd),
            of(CumulativeSum.class, BlockLowerings::cumulativeSum),
            of(Determinant.class, MatrixLowerings::determinant),
            of(Fold.class, RowLowerings::fold),
            of(IndexAdd.class, BlockLowerings::indexAdd),
            of(LogDeterminant.class, MatrixLowerings::logDeterminant),
            of(LogSumExp.class, new ReductionLowering()),
            of(MatDivide.class, MatrixLowerings::matDivide),
            of(MatMul.class, new MatMulLowering()),
            of(MatrixSquareRoot.class, MatrixLowerings::matrixSquareRoot),
            of(Max.class, new ReductionLowering()),
            of(MaxPool.class, RowLowerings::maxPool),
            of(MaxPoolPosition.class, RowLowerings::maxPoolPosition),
            of(Norm.class, Lowerings::norm),
            of(OverlapAdd.class, BlockLowerings::overlapAdd),
            of(Pad.class, RowLowerings::pad),
            of(Permute.class, RowLowerings::permute),
            of(ScatterAdd.class, Lowerings::scatterAdd),
            of(Slice.class, RowLowerings::slice),
            of(Softmax.class, new ReductionLowering()),
            of(Sum.class, new SumLowering()),
            of(SymmetricEigenvalue.class, MatrixLowerings::symmetricEigenvalue),
            of(TransposedConvolution.class, ConvolutionLowering::candidates),
            of(TriangularInverse.class, Lowerings::triangularInverse),
            of(Unfold.class, RowLowerings::unfold),
            of(WinogradConvolution.class, new WinogradConvolutionLowering()),
            of(WinogradInput.class, WinogradLowerings::input),
            of(WinogradOutput.class, WinogradLowerings::output),
            of(WinogradWeights.class, WinogradLowerings::weights));

    private Lowerings() {}

    private static <O extends Op> Map.Entry<Class<? extends Op>, Lowering<?>> of(
            Class<O> op, Lowering<? super O> lowering) {
        return Map.entry(op, lowering);
    }

    @SuppressWarnings("unchecked") // each entry maps an op's class to a lowering of this op
    private static <O extends Op> Lowering<O> of(O op) {
        return (Lowering<O>) SPECIAL.getOrDefault(op.getClass(), DEFAULT);
    }

    /** The ops that have a lowering of their own. */
    static Set<Class<? extends Op>> special() {
        return SPECIAL.keySet();
    }

    /**
     * The candidates for an op.
     *
     * @param op the op, which is not a view
     * @param blocks the layout of the blocks of arguments and result; the result is not empty
     * @param target the target device
     * @return one or more candidates, all bit-identical: a device uses the first that fits its resources, otherwise the last; among tilings
     *     its tuner chooses
     */
    public static List<Candidate> candidates(Op op, Blocks blocks, Target target) {
        return op instanceof ElementwiseOp elementwise && fuses(elementwise)
                ? List.of(Candidate.of(FusedKernel.of(elementwise, blocks, target.forCpus()), blocks))
                : of(op).candidates(op, blocks, target);
    }

    /**
     * The candidates for an op whose first argument is two tensors joined along their last axis.
     *
     * @param op the op
     * @param inputs the shapes of the two tensors, followed by those of the op's other arguments
     * @param target the target device
     * @return candidates, of which a device uses the first that fits its resources; possibly none
     */
    public static List<Candidate> ofJoined(Op op, List<Shape> inputs, Target target) {
        return of(op).ofJoined(
                        op, Launch.Joined.blocks(op, inputs), inputs.get(0).dim(-1), target);
    }

    /**
     * Whether an op's file states its function, from which kernels for several ops can be generated.
     *
     * @param op the op
     * @return true if it does
     */
    public static boolean fuses(ElementwiseOp op) {
        return ElementwiseSource.of(op).isPresent();
    }

    /**
     * The tilings of the kernels for an op on a device that is not a CPU.
     *
     * @param op the op
     * @param blocks the layout of the blocks of arguments and result
     * @return the largest first; empty if there are none
     */
    public static List<Tiling> tilings(Op op, Blocks blocks) {
        List<Tiling> tilings = new ArrayList<>();
        List<Candidate> candidates = candidates(op, blocks, new Target(false, Long.MAX_VALUE, 1, 1));
        for (Candidate candidate : candidates) {
            candidate.tiles().flatMap(Candidate.Tiles::tiling).ifPresent(tilings::add);
        }
        for (Stage stage : candidates.get(0).stages()) {
            if (stage instanceof Stage.OfOp of && tilings.isEmpty()) {
                tilings.addAll(tilings(of.op(), of.blocks()));
            }
        }
        return tilings;
    }

    /** One work-item per matrix. */
    private static List<Candidate> cholesky(Cholesky op, Blocks blocks, Target target) {
        int d = blocks.result().dim(-1);
        Rounds.require(target, op.name(), d, Rounds.ofCholesky(d));
        return one(op, blocks, blocks.count(), new Arguments().ints(d));
    }

    /** One work-item per block. */
    private static List<Candidate> norm(Norm op, Blocks blocks, Target target) {
        return one(
                op, blocks, blocks.count(), new Arguments().ints(blocks.block(0).size()));
    }

    /** One work-item per column. */
    private static List<Candidate> triangularInverse(TriangularInverse op, Blocks blocks, Target target) {
        int d = blocks.result().dim(-1);
        Rounds.require(target, op.name(), d, Rounds.ofColumn(d));
        return one(op, blocks, (long) blocks.count() * d, new Arguments().ints(d));
    }

    /** The table: the start of each row's list and the end of the last one, followed by the lists. */
    private static List<Candidate> scatterAdd(ScatterAdd op, Blocks blocks, Target target) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> terms = new ArrayList<>();
        for (List<Integer> list : op.sources()) {
            starts.add(op.rows() + 1 + terms.size());
            terms.addAll(list);
        }
        starts.add(op.rows() + 1 + terms.size());
        starts.addAll(terms);
        Arguments arguments =
                new Arguments().ints(blocks.result().dim(-1), op.rows()).table(starts);
        return one(op, blocks, (long) blocks.count() * blocks.result().size(), arguments);
    }

    private static List<Candidate> one(Op op, Blocks blocks, long items, Arguments arguments) {
        Kernel kernel = Kernels.items(op.name(), op.name(), blocks, items, arguments);
        return List.of(Candidate.of(kernel, blocks));
    }
}
