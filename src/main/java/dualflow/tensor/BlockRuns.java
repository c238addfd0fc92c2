package dualflow.tensor;

/** A walk along the result of an op, one {@link Blocks#run} after the other: where the arguments' blocks begin, without a division. */
public final class BlockRuns {
    private final int[] lengths; // of the merged axes, last axis first
    private final int[][] strides;
    private final int[] index;
    private final int[] starts;
    private final int run;
    private int end;

    BlockRuns(Blocks blocks, int from, int[] lengths, int[]... strides) {
        this.lengths = lengths;
        this.strides = strides;
        index = new int[lengths.length];
        starts = new int[strides.length];
        run = blocks.run();
        if (blocks.count() == 0) {
            return; // nothing to walk along
        }
        int rest = from;
        for (int a = 0; a < index.length; a++) {
            index[a] = rest % lengths[a];
            rest /= lengths[a];
        }
        for (int k = 0; k < starts.length; k++) {
            starts[k] = blocks.start(k, from);
        }
        end = blocks.runEnd(from);
    }

    /**
     * The end of the current run.
     *
     * @return the first block after it
     */
    public int end() {
        return end;
    }

    /**
     * The offset of an argument's block, of the first one that the walk covers of the current run.
     *
     * @param argument which argument, from 0
     * @return the offset of the block's first element in the argument
     */
    public int start(int argument) {
        return starts[argument];
    }

    /** Goes on to the next run; after the last one the walk begins again. */
    public void next() {
        end += run;
        if (index.length == 0) {
            return;
        }
        for (int k = 0; k < starts.length; k++) {
            starts[k] -= index[0] * strides[k][0];
        }
        index[0] = 0;
        for (int a = 1; a < index.length; a++) {
            boolean wraps = ++index[a] == lengths[a];
            if (wraps) {
                index[a] = 0;
            }
            for (int k = 0; k < starts.length; k++) {
                starts[k] += wraps ? (1 - lengths[a]) * strides[k][a] : strides[k][a];
            }
            if (!wraps) {
                return;
            }
        }
    }
}
