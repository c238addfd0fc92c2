package dualflow.conformance;

import dualflow.device.opencl.lowering.Lowerings;
import dualflow.device.opencl.lowering.Tiling;
import dualflow.op.Convolution;
import dualflow.op.MatMul;
import dualflow.op.TransposedConvolution;
import dualflow.op.WinogradConvolution;
import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All trials of a device. */
public final class Trials {
    /** Signed zeros, and numbers whose products underflow to zero or are NaN: few, so that not every sum is NaN. */
    private static final double[] RARE = {
        0.0, -0.0, 1e-30, -1e-30, 1e-200, -1e-200, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    private static final int FINITE = 6;
    private static final int FEW_NUMBERS = 300;
    private static final Set<String> LONG_ROWS = Set.of("exp", "add", "where");

    private Trials() {}

    /**
     * Everything, the trials of one name together in each part: ops on small arguments, fused ops, rules, joins, products in tiles,
     * large arguments.
     *
     * @return the trials
     */
    public static List<Trial> all() {
        return Stream.of(ops(), replayedOps(), fusions(), rules(), JoinTrial.all(), products(), LargeCases.all())
                .<Trial>flatMap(List::stream)
                .toList();
    }

    /**
     * The cases of all ops, on usual and on special numbers.
     *
     * @return the trials
     */
    public static List<Trial> ops() {
        return OpCases.all().stream()
                .<Trial>flatMap(c -> Stream.of(OpTrial.usual(c), OpTrial.special(c)))
                .toList();
    }

    /**
     * Those of {@link #ops} that distinguish kernels and what they do with memory, for slow devices. Left out are elementwise ops on many
     * elements, whose loops over long rows have the same text for all ops and are tried for one op of each arity; and special numbers of
     * linear and bilinear ops, whose kernels choose addresses and branches by sizes and positions alone.
     *
     * @param mostTerms ops that read more elements, or multiply and add more often, are left out
     * @return the trials
     */
    public static List<Trial> fewOps(long mostTerms) {
        return OpCases.all().stream()
                .filter(c -> !(c.op() instanceof ElementwiseOp)
                        || LONG_ROWS.contains(c.op().name())
                        || c.shapes().stream().allMatch(shape -> shape.size() <= FEW_NUMBERS))
                .filter(c -> terms(c) <= mostTerms)
                .<Trial>flatMap(c -> choosesByNumbers(c.op())
                        ? Stream.of(OpTrial.usual(c), OpTrial.special(c))
                        : Stream.of(OpTrial.usual(c)))
                .toList();
    }

    private static long terms(OpCase c) {
        long elements = c.shapes().stream().mapToLong(Shape::size).sum();
        return Math.max(elements, c.op().multiplyAdds(Blocks.of(c.op(), c.shapes())));
    }

    private static boolean choosesByNumbers(Op op) {
        return op instanceof ElementwiseOp || !(op instanceof LinearOp || op instanceof BilinearOp);
    }

    /**
     * The cases of all ops, recorded.
     *
     * @return the trials
     */
    public static List<Trial> replayedOps() {
        return OpCases.all().stream().<Trial>map(OpTrial::replayed).toList();
    }

    /**
     * Elementwise ops in one launch, each alone and in groups.
     *
     * @return the trials
     */
    public static List<Trial> fusions() {
        return Stream.concat(FusionTrial.alone().stream(), FusionTrial.groups().stream())
                .<Trial>map(trial -> trial)
                .toList();
    }

    /**
     * Rules that a recorded program runs in one launch.
     *
     * @return the trials
     */
    public static List<Trial> rules() {
        return RuleTrial.all();
    }

    /**
     * The small ones, along one direction at most.
     *
     * @return the trials
     */
    public static List<Trial> smallRules() {
        return RuleTrial.small();
    }

    /**
     * Products that are wide enough for tiles, of lengths that are no multiple of a tile, on usual and on special numbers.
     *
     * @return the trials
     */
    public static List<Trial> products() {
        OpCase.Numbers rare = (random, shape, index) -> {
            int choice = random.nextInt(3 * RARE.length + 60);
            boolean taken = choice < FINITE || (choice < RARE.length && random.nextInt(8) == 0);
            return taken ? RARE[choice] : random.nextDouble(-1, 1);
        };
        return productCases().stream()
                .<Trial>flatMap(c ->
                        Stream.of(OpTrial.usual(c), OpTrial.usual(new OpCase(c.op(), c.shapes(), List.of(rare, rare)))))
                .toList();
    }

    /**
     * Those of {@link #products} on usual numbers, for slow devices: their tiles do the same with memory whatever the numbers are.
     *
     * @param mostTerms products that read more elements, or multiply and add more often, are left out
     * @return the trials
     */
    public static List<Trial> fewProducts(long mostTerms) {
        return productCases().stream()
                .filter(c -> terms(c) <= mostTerms)
                .<Trial>map(OpTrial::usual)
                .toList();
    }

    private static List<OpCase> productCases() {
        return List.of(
                OpCase.of(new MatMul(), Shape.of(8, 1), Shape.of(1, 8)),
                OpCase.of(new MatMul(), Shape.of(9, 0), Shape.of(0, 10)),
                OpCase.of(new MatMul(), Shape.of(32, 16), Shape.of(16, 32)),
                // Whole and partial tiles of rows, columns and terms, for the smallest tiles.
                OpCase.of(new MatMul(), Shape.of(35, 20), Shape.of(20, 35)),
                OpCase.of(new MatMul(), Shape.of(131, 37), Shape.of(37, 133)),
                OpCase.of(new MatMul(), Shape.of(3, 47, 19), Shape.of(19, 66)), // rows of one product
                OpCase.of(new MatMul(), Shape.of(2, 1, 9, 17), Shape.of(3, 17, 34)),
                OpCase.of(new Convolution(1, 0), Shape.of(1, 8, 9), Shape.of(1, 1, 9, 11)),
                OpCase.of(new Convolution(1, 1), Shape.of(2, 9, 7, 3), Shape.of(3, 3, 3, 13)),
                OpCase.of(new Convolution(2, 3), Shape.of(2, 13, 12, 1), Shape.of(7, 7, 1, 65)),
                OpCase.of(new Convolution(1, 2), Shape.of(11, 13, 18), Shape.of(2, 3, 18, 9)),
                // Weights for each image; pixels with no tap inside.
                OpCase.of(new Convolution(2, 1), Shape.of(2, 8, 8, 5), Shape.of(2, 3, 3, 5, 8)),
                OpCase.of(new Convolution(1, 4), Shape.of(3, 3, 2), Shape.of(2, 2, 2, 10)),
                OpCase.of(new Convolution(1, 1), Shape.of(5, 6, 0), Shape.of(3, 3, 0, 8)),
                OpCase.of(new TransposedConvolution(1, 1, 9, 7), Shape.of(2, 9, 7, 4), Shape.of(3, 3, 4, 12)),
                OpCase.of(new TransposedConvolution(2, 0, 10, 12), Shape.of(2, 5, 6, 17), Shape.of(2, 2, 17, 33)),
                OpCase.of(new TransposedConvolution(2, 1, 10, 9), Shape.of(2, 5, 5, 6), Shape.of(2, 3, 3, 6, 9)),
                OpCase.of(new TransposedConvolution(3, 2, 13, 14), Shape.of(3, 5, 5, 2), Shape.of(4, 5, 2, 8)),
                // Some pixels with no tap inside.
                OpCase.of(new TransposedConvolution(4, 0, 14, 13), Shape.of(4, 4, 2), Shape.of(2, 1, 2, 8)),
                OpCase.of(new WinogradConvolution(1), Shape.of(3, 9, 11, 5), Shape.of(36, 5, 12)),
                OpCase.of(new WinogradConvolution(1), Shape.of(2, 2, 9, 6, 4), Shape.of(36, 4, 9)),
                OpCase.of(new WinogradConvolution(0), Shape.of(2, 1, 9, 6, 4), Shape.of(2, 36, 4, 70)));
    }

    /** The tiled kernels of a trial's op; the largest tiles first. */
    static List<String> tilings(Trial trial) {
        if (!(trial instanceof OpTrial each) || each.op().isView()) {
            return List.of();
        }
        Op op = each.op();
        if (op.shape(each.shapes()).size() == 0) { // nothing is launched
            return List.of();
        }
        return Lowerings.tilings(op, Blocks.of(op, each.shapes())).stream()
                .map(Tiling::toString)
                .toList();
    }
}
