package dualflow.tensor;

import java.util.Arrays;

/**
 * The offsets of a row-major walk over some axes, each with its stride: how layout ops and reductions find their elements.
 * Adjacent axes that are contiguous are merged.
 */
public final class Walk {
    private final int[] lengths; // last axis first
    private final int[] strides;

    private Walk(int[] lengths, int[] strides) {
        this.lengths = lengths;
        this.strides = strides;
    }

    /**
     * A walk.
     *
     * @param lengths the axes' lengths, first axis first
     * @param strides what one step along each axis adds to the offset
     * @return the walk
     * @throws ShapeException if more than {@link Blocks#MAX_AXES} axes remain after merging
     */
    public static Walk over(int[] lengths, int[] strides) {
        int[] mergedLengths = new int[lengths.length];
        int[] mergedStrides = new int[lengths.length];
        int axes = 0;
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
            if (lengths[axis] == 1) {
                continue;
            }
            if (axes > 0 && strides[axis] == mergedStrides[axes - 1] * mergedLengths[axes - 1]) {
                mergedLengths[axes - 1] *= lengths[axis];
            } else {
                mergedLengths[axes] = lengths[axis];
                mergedStrides[axes] = strides[axis];
                axes++;
            }
        }
        if (axes > Blocks.MAX_AXES) {
            throw new ShapeException("more than " + Blocks.MAX_AXES + " axes remain after merging; reshape first");
        }
        return new Walk(Arrays.copyOf(mergedLengths, axes), Arrays.copyOf(mergedStrides, axes));
    }

    /**
     * The strides of a row-major block.
     *
     * @param shape the block's shape
     * @return what one step along each axis adds to the offset, first axis first
     */
    public static int[] rowMajorStrides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = -1; axis >= -shape.rank(); axis--) {
            strides[shape.rank() + axis] = stride;
            stride *= shape.dim(axis);
        }
        return strides;
    }

    /**
     * The number of steps.
     *
     * @return the product of the lengths
     */
    public int size() {
        return Arrays.stream(lengths).reduce(1, (a, b) -> a * b);
    }

    /**
     * The offsets of all steps: each the sum of index times stride over the axes.
     *
     * @return as many offsets as there are steps, in their order
     */
    public int[] offsets() {
        int[] offsets = new int[size()];
        int done = Math.min(1, offsets.length); // the offset of the first step is 0
        for (int a = 0; a < lengths.length; a++) {
            int inner = done;
            for (; done < inner * lengths[a]; done++) {
                offsets[done] = offsets[done - inner] + strides[a];
            }
        }
        return offsets;
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
     * What one step along each merged axis adds to the offset.
     *
     * @return a copy, last axis first
     */
    public int[] strides() {
        return strides.clone();
    }
}
