package dualflow.op;

import dualflow.tensor.ShapeException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How windows slide along the axes of images, volumes or sequences, first axis first. Along an axis of length n, a window of k places, one every d,
 * that moves by s with p places of padding on each side has floor((n + 2 p - d (k - 1) - 1) / s) + 1 positions. Rounded up instead, with windows that
 * begin before the padding on the right alone, as in PyTorch, the last window may reach beyond the padding.
 *
 * @param stride s of each axis
 * @param padding p of each axis
 * @param dilation d of each axis
 * @param roundsUp whether the number of positions is rounded up; for pooling
 */
public record Sliding(List<Integer> stride, List<Integer> padding, List<Integer> dilation, boolean roundsUp) {
    /**
     * Checks and copies the components.
     *
     * @param stride s of each axis, at least 1
     * @param padding p of each axis, at least 0
     * @param dilation d of each axis, at least 1
     * @param roundsUp whether the number of positions is rounded up
     * @throws ShapeException if they are not of equal number, or too small
     */
    public Sliding {
        stride = List.copyOf(stride);
        padding = List.copyOf(padding);
        dilation = List.copyOf(dilation);
        if (stride.isEmpty() || padding.size() != stride.size() || dilation.size() != stride.size()) {
            throw new ShapeException("strides " + stride + ", paddings " + padding + " and dilations " + dilation
                    + " are not of as many axes");
        }
        if (Collections.min(stride) < 1 || Collections.min(padding) < 0 || Collections.min(dilation) < 1) {
            throw new ShapeException("strides " + stride + " and dilations " + dilation
                    + " are to be at least 1, and paddings " + padding + " not negative");
        }
    }

    /**
     * Windows that move by 1, without padding and dilation.
     *
     * @param axes the number of axes: 1 of sequences, 2 of images, 3 of volumes
     * @return stride 1, padding 0 and dilation 1 along each
     */
    public static Sliding over(int axes) {
        return new Sliding(
                Collections.nCopies(axes, 1), Collections.nCopies(axes, 0), Collections.nCopies(axes, 1), false);
    }

    /**
     * {@return the same with other strides}
     *
     * @param strides one for each axis, or one for all
     */
    public Sliding withStride(int... strides) {
        return new Sliding(ofEach(strides), padding, dilation, roundsUp);
    }

    /**
     * {@return the same with other padding}
     *
     * @param paddings one for each axis, or one for all
     */
    public Sliding withPadding(int... paddings) {
        return new Sliding(stride, ofEach(paddings), dilation, roundsUp);
    }

    /**
     * {@return the same with other dilation}
     *
     * @param dilations one for each axis, or one for all
     */
    public Sliding withDilation(int... dilations) {
        return new Sliding(stride, padding, ofEach(dilations), roundsUp);
    }

    /** {@return the same with the number of positions rounded up, for pooling} */
    public Sliding roundedUp() {
        return new Sliding(stride, padding, dilation, true);
    }

    /** One number for each axis. */
    List<Integer> ofEach(int... numbers) {
        return numbers.length == 1
                ? Collections.nCopies(axes(), numbers[0])
                : IntStream.of(numbers).boxed().toList();
    }

    int axes() {
        return stride.size();
    }

    /** How many places a window spans along an axis. */
    int span(int axis, int window) {
        return Math.addExact(Math.multiplyExact(window - 1, dilation.get(axis)), 1);
    }

    /** The number of positions of a window along an axis. */
    int positions(int axis, int length, int window) {
        int p = padding.get(axis);
        int s = stride.get(axis);
        int down = Convolutions.positions(length, span(axis, window), s, p);
        boolean isLeft = (length + 2L * p - span(axis, window)) % s > 0 && (long) down * s < (long) length + p;
        return roundsUp && isLeft ? down + 1 : down;
    }

    /** The places behind an axis that its windows reach: its padding, and what the last window needs beyond it; negative if it does not reach the end. */
    int after(int axis, int length, int window) {
        long end = (positions(axis, length, window) - 1L) * stride.get(axis) + span(axis, window);
        return Math.toIntExact(end - padding.get(axis) - length);
    }

    boolean isDilated() {
        return Collections.max(dilation) > 1;
    }

    /** Whether all axes have the same stride, padding and no dilation, and positions are rounded down. */
    boolean isUniform() {
        return !isDilated()
                && !roundsUp
                && Collections.max(stride).equals(Collections.min(stride))
                && Collections.max(padding).equals(Collections.min(padding));
    }
}
