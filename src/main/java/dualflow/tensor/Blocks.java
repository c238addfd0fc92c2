package dualflow.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The layout of the blocks of an op's arguments and result: the one place that maps an op over leading axes. The arguments'
 * leading axes broadcast, aligned on the right; block {@code i} of the result (row-major) corresponds to one block of each argument.
 * Adjacent axes along which every argument is contiguous, or every argument repeats, are merged.
 */
public final class Blocks {
    /** The most axes that may remain after merging; kernels hold this many. */
    public static final int MAX_AXES = 8;

    private final Shape leading;
    private final List<Shape> blocks;
    private final Shape result;
    private final int[] lengths;
    private final int[][] strides;

    private Blocks(Shape leading, List<Shape> blocks, Shape result, int[] lengths, int[][] strides) {
        this.leading = leading;
        this.blocks = blocks;
        this.result = result;
        this.lengths = lengths;
        this.strides = strides;
    }

    /**
     * Lays out an application of an op.
     *
     * @param op the primitive
     * @param inputs the arguments' shapes
     * @return the layout
     * @throws ShapeException if an argument has too few axes, the blocks do not fit, the leading axes do not broadcast, or
     *     more than {@link #MAX_AXES} leading axes remain after merging
     */
    public static Blocks of(Op op, List<Shape> inputs) {
        try {
            List<Shape> blocks = new ArrayList<>();
            List<Shape> leads = new ArrayList<>();
            for (int k = 0; k < inputs.size(); k++) {
                blocks.add(inputs.get(k).trailing(op.trailing(k)));
                leads.add(inputs.get(k).leading(op.trailing(k)));
            }
            return layOut(Shape.broadcast(leads), leads, blocks, op.block(blocks));
        } catch (ShapeException e) {
            throw ShapeException.of(op, " of " + join(inputs) + ": " + e.reason());
        }
    }

    private static String join(List<Shape> shapes) {
        return shapes.stream().map(Shape::toString).collect(Collectors.joining(" and "));
    }

    /**
     * Lays out an elementwise op.
     *
     * @param shape the result's shape
     * @param inputs the arguments' shapes, which broadcast to it
     * @return the layout
     * @throws ShapeException if more than {@link #MAX_AXES} axes remain after merging
     */
    public static Blocks ofNumbers(Shape shape, List<Shape> inputs) {
        return layOut(shape, inputs, Collections.nCopies(inputs.size(), Shape.SCALAR), Shape.SCALAR);
    }

    private static Blocks layOut(Shape leading, List<Shape> leads, List<Shape> blocks, Shape result) {
        int arguments = leads.size();
        int[] lengths = new int[leading.rank()];
        int[][] strides = new int[arguments][leading.rank()];
        int[] next = new int[arguments];
        for (int k = 0; k < arguments; k++) {
            next[k] = blocks.get(k).size();
        }
        int axes = 0; // merged axes so far, the last axis first
        for (int axis = -1; axis >= -leading.rank(); axis--) {
            int length = leading.dim(axis);
            if (length == 1) {
                continue;
            }
            int[] stride = new int[arguments];
            for (int k = 0; k < arguments; k++) {
                boolean own = -axis <= leads.get(k).rank() && leads.get(k).dim(axis) != 1;
                stride[k] = own ? next[k] : 0;
                next[k] = own ? next[k] * length : next[k];
            }
            boolean merges = axes > 0;
            for (int k = 0; k < arguments && merges; k++) {
                merges = stride[k] == strides[k][axes - 1] * lengths[axes - 1];
            }
            if (merges) {
                lengths[axes - 1] *= length;
            } else {
                lengths[axes] = length;
                for (int k = 0; k < arguments; k++) {
                    strides[k][axes] = stride[k];
                }
                axes++;
            }
        }
        if (axes > MAX_AXES) {
            throw new ShapeException("more than " + MAX_AXES + " leading axes remain after merging; reshape first");
        }
        int[][] merged = new int[arguments][];
        for (int k = 0; k < arguments; k++) {
            merged[k] = Arrays.copyOf(strides[k], axes);
        }
        leading.then(result); // refuses a result with too many elements
        return new Blocks(leading, List.copyOf(blocks), result, Arrays.copyOf(lengths, axes), merged);
    }

    /**
     * The result's shape.
     *
     * @return the broadcast leading axes, then a block of the result
     */
    public Shape shape() {
        return leading.then(result);
    }

    /**
     * The number of blocks in the result.
     *
     * @return the product of the broadcast leading axes
     */
    public int count() {
        return leading.size();
    }

    /**
     * The shape of an argument's block.
     *
     * @param argument the argument's index, from 0
     * @return its trailing axes
     */
    public Shape block(int argument) {
        return blocks.get(argument);
    }

    /**
     * The shape of a result's block.
     *
     * @return the result's trailing axes
     */
    public Shape result() {
        return result;
    }

    /**
     * The offset of an argument's block.
     *
     * @param argument which argument, from 0
     * @param index the index of the result's block, from 0
     * @return the offset of the block's first element in the argument
     */
    public int start(int argument, int index) {
        int[] stride = strides[argument];
        int last = lengths.length - 1;
        int rest = index;
        int start = 0;
        for (int a = 0; a < last; a++) {
            start += rest % lengths[a] * stride[a];
            rest /= lengths[a];
        }
        return last < 0 ? 0 : start + rest * stride[last];
    }

    /**
     * Whether an argument's blocks are contiguous, in the result's order.
     *
     * @param argument which argument, from 0
     * @return true if block i begins at i times the block's size
     */
    public boolean isContiguous(int argument) {
        return lengths.length == 0
                || (lengths.length == 1
                        && strides[argument][0] == blocks.get(argument).size());
    }

    /**
     * Whether one block of an argument serves all blocks of the result.
     *
     * @param argument which argument, from 0
     * @return true if every block is the same
     */
    public boolean isShared(int argument) {
        return Arrays.stream(strides[argument]).allMatch(stride -> stride == 0);
    }

    /**
     * The number of blocks of the result, from its first on, that form one run along the last merged axis: along it, an argument's blocks
     * are contiguous or all the same.
     *
     * @return the length of the last merged axis, 1 if there is none
     */
    public int run() {
        return lengths.length == 0 ? 1 : lengths[0];
    }

    /**
     * The end of a block's {@link #run}.
     *
     * @param index which block of the result, from 0
     * @return the first block after its run
     */
    public int runEnd(int index) {
        return index - index % run() + run();
    }

    /**
     * The distance between an argument's blocks along a {@link #run}.
     *
     * @param argument which argument, from 0
     * @return 0 if they are all the same, else a block's size
     */
    public int step(int argument) {
        return lengths.length == 0 ? 0 : strides[argument][0];
    }

    /**
     * A walk along the runs of the result, which needs no division.
     *
     * @param from the first block
     * @return the walk, at the run of this block
     */
    public BlockRuns runs(int from) {
        return new BlockRuns(this, from, lengths, strides);
    }

    /** Whether the blocks of the same memory are the same ones in another layout. */
    boolean isLike(Blocks other) {
        return leading.size() == other.leading.size()
                && result.equals(other.result)
                && blocks.equals(other.blocks)
                && Arrays.equals(lengths, other.lengths)
                && Arrays.deepEquals(strides, other.strides);
    }

    /**
     * The number of arguments.
     *
     * @return 1 or more; 0 for {@link #ofNumbers} of none
     */
    public int arguments() {
        return strides.length;
    }

    /**
     * The lengths of the merged axes.
     *
     * @return a copy, last axis first
     */
    public int[] lengths() {
        return lengths.clone();
    }

    /**
     * What one step along each merged axis adds to the offset of an argument's block.
     *
     * @param argument which argument, from 0
     * @return a copy, last axis first
     */
    public int[] strides(int argument) {
        return strides[argument].clone();
    }
}
