package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Convolutions and pooling of sequences, images and volumes, [..., n_1, ..., n_D, C], with strides, paddings and dilations of each axis: windows are taken
 * along one axis after the other ({@link SlidingWindows}), and a convolution is their matrix product with the weights. Where {@link Convolution} or {@link
 * MaxPool} has the function, it is used.
 */
final class WindowFunctions {
    private WindowFunctions() {}

    /** The windows, [..., P_1, ..., P_D, k_1 ... k_D, C]. */
    static Tensor unfold(Tensor x, List<Integer> window, Sliding sliding) {
        Tensor y = ofPadded(padded(x, window, sliding), window, sliding);
        Shape taps = Shape.of(product(window), x.shape().dim(-1));
        return Ops.reshape(y, y.shape().leading(window.size() + 1).then(taps));
    }

    /** Zeros where windows reach beyond the axes. */
    private static Tensor padded(Tensor x, List<Integer> window, Sliding sliding) {
        requireAxes(x, window, sliding);
        Tensor y = x;
        for (int i = 0; i < window.size(); i++) {
            int axis = axis(i, sliding);
            int after = sliding.after(i, x.shape().dim(axis), window.get(i));
            y = Ops.pad(y, axis, sliding.padding().get(i), Math.max(0, after));
        }
        return y;
    }

    /** The windows of what is padded, [..., P_1, ..., P_D, k_1, ..., k_D, C]. */
    private static Tensor ofPadded(Tensor x, List<Integer> window, Sliding sliding) {
        int axes = window.size();
        Tensor y = x;
        for (int i = axes - 1; i >= 0; i--) {
            int inner = 2 * (axes - 1 - i) + 1; // each axis behind has become two
            Shape rest = y.shape().trailing(inner);
            Shape leading = y.shape().leading(inner);
            Tensor rows = Ops.reshape(y, leading.then(Shape.of(rest.size())));
            Tensor windows = new SlidingWindows(
                            window.get(i),
                            sliding.stride().get(i),
                            sliding.dilation().get(i))
                    .on(rows);
            y = Ops.reshape(windows, windows.shape().leading(1).then(rest));
        }
        int[] order = new int[2 * axes + 1];
        for (int i = 0; i < axes; i++) {
            order[i] = 2 * i;
            order[axes + i] = 2 * i + 1;
        }
        order[2 * axes] = 2 * axes;
        return Ops.permute(y, order);
    }

    static Tensor convolution(Tensor x, Tensor weights, Sliding sliding, int groups) {
        int axes = sliding.axes();
        requireConvolution(weights, sliding, groups);
        requireGroups(
                x.shape().dim(-1),
                weights.shape().dim(-2) * groups,
                weights.shape().dim(-1),
                groups);
        List<Integer> window = window(weights, axes);
        if (groups == 1 && axes == 2 && sliding.isUniform()) {
            return new Convolution(sliding.stride().get(0), sliding.padding().get(0)).on(x, weights);
        }
        Tensor all = padded(x, window, sliding);
        if (groups == 1 && axes == 1 && !sliding.isDilated()) {
            Tensor y = new Convolution(sliding.stride().get(0), 0).on(unit(all, -1), unit(weights, -2));
            return Ops.reshape(y, y.shape().leading(2).then(Shape.of(y.shape().dim(-1))));
        }
        Tensor windows = ofPadded(all, window, sliding);
        Shape positions = windows.shape().leading(axes + 1).trailing(axes);
        Shape leading = windows.shape().leading(2 * axes + 1);
        int taps = product(window);
        int in = weights.shape().dim(-2);
        int out = weights.shape().dim(-1) / groups;
        // [..., groups, P, taps in] times [..., groups, taps in, out]
        Tensor rows = Ops.permute(
                Ops.reshape(windows, leading.then(Shape.of(positions.size(), taps, groups, in))), 2, 0, 1, 3);
        Tensor left = Ops.reshape(rows, leading.then(Shape.of(groups, positions.size(), taps * in)));
        Shape own = weights.shape().leading(axes + 2);
        Tensor right = Ops.permute(Ops.reshape(weights, own.then(Shape.of(taps * in, groups, out))), 1, 0, 2);
        Tensor y = Ops.permute(Ops.matmul(left, right), 1, 0, 2);
        return Ops.reshape(y, y.shape().leading(3).then(positions).then(Shape.of(groups * out)));
    }

    static Tensor transposedConvolution(
            Tensor x, Tensor weights, Sliding sliding, List<Integer> outputPadding, int groups) {
        int axes = sliding.axes();
        requireConvolution(weights, sliding, groups);
        requireGroups(
                x.shape().dim(-1), weights.shape().dim(-2), weights.shape().dim(-1) * groups, groups);
        requireOutputPadding(outputPadding, sliding);
        List<Integer> window = window(weights, axes);
        requireAxes(x, window, sliding);
        Shape positions = x.shape().leading(1).trailing(axes);
        Shape leading = x.shape().leading(axes + 1);
        int taps = product(window);
        int in = weights.shape().dim(-2) / groups;
        int out = weights.shape().dim(-1);
        // [..., groups, P, in] times [..., groups, in, taps out]
        Tensor left = Ops.permute(Ops.reshape(x, leading.then(Shape.of(positions.size(), groups, in))), 1, 0, 2);
        Shape own = weights.shape().leading(axes + 2);
        Tensor right = Ops.permute(Ops.reshape(weights, own.then(Shape.of(taps, groups, in, out))), 1, 2, 0, 3);
        Tensor product = Ops.matmul(left, Ops.reshape(right, own.then(Shape.of(groups, in, taps * out))));
        Shape common = product.shape().leading(3);
        Tensor windows = Ops.permute(
                Ops.reshape(product, common.then(Shape.of(groups, positions.size(), taps, out))), 1, 2, 0, 3);
        Tensor y = Ops.reshape(
                windows,
                common.then(positions)
                        .then(weights.shape().leading(2).trailing(axes))
                        .then(Shape.of(groups * out)));
        int[] order = new int[2 * axes + 1];
        for (int i = 0; i < axes; i++) {
            order[2 * i] = i;
            order[2 * i + 1] = axes + i;
        }
        order[2 * axes] = 2 * axes;
        return cropped(added(Ops.permute(y, order), window, sliding), sliding, outputPadding);
    }

    /** Windows [..., P_1, k_1, ..., P_D, k_D, C] added where they overlap, along one axis after the other, the last one first. */
    private static Tensor added(Tensor x, List<Integer> window, Sliding sliding) {
        Tensor y = x;
        for (int i = window.size() - 1; i >= 0; i--) {
            int inner = window.size() - i; // the axes behind are one each again, and the channels
            Shape rest = y.shape().trailing(inner);
            Shape rows = y.shape().leading(inner);
            int stride = sliding.stride().get(i);
            int length = Math.addExact(Math.multiplyExact(rows.dim(-2) - 1, stride), sliding.span(i, window.get(i)));
            Tensor sums = new OverlapAdd(stride, sliding.dilation().get(i), length)
                    .on(Ops.reshape(y, rows.then(Shape.of(rest.size()))));
            y = Ops.reshape(sums, sums.shape().leading(1).then(rest));
        }
        return y;
    }

    /** Without the padding on both sides, and with more places at the end. */
    private static Tensor cropped(Tensor x, Sliding sliding, List<Integer> outputPadding) {
        Tensor y = x;
        for (int i = 0; i < outputPadding.size(); i++) {
            int axis = axis(i, sliding);
            int padding = sliding.padding().get(i);
            int length = y.shape().dim(axis) - 2 * padding + outputPadding.get(i);
            if (length < 1) {
                throw new ShapeException("padding " + sliding.padding() + " leaves nothing of " + x.shape());
            }
            Tensor longer = Ops.pad(y, axis, 0, Math.max(0, outputPadding.get(i) - padding));
            y = Ops.slice(longer, axis, padding, length);
        }
        return y;
    }

    static Tensor maxPool(Tensor x, List<Integer> window, Sliding sliding) {
        requireAxes(x, window, sliding);
        for (int i = 0; i < window.size(); i++) {
            if (sliding.padding().get(i) > sliding.span(i, window.get(i)) / 2) {
                throw new ShapeException("padding " + sliding.padding() + " is more than half of the windows " + window
                        + " with dilation " + sliding.dilation());
            }
        }
        if (window.size() == 2 && sliding.isUniform() && window.get(0).equals(window.get(1))) {
            return new MaxPool(
                            window.get(0),
                            sliding.stride().get(0),
                            sliding.padding().get(0))
                    .on(x);
        }
        Tensor inside = padded(ones(x, window.size()), window, sliding);
        Tensor outside = x.device().scalar(x.dtype(), Double.NEGATIVE_INFINITY);
        Tensor windows = ofPadded(Ops.where(inside, padded(x, window, sliding), outside), window, sliding);
        Shape leading = windows.shape().leading(window.size() + 1);
        Tensor rows = Ops.transpose(Ops.reshape(
                windows, leading.then(Shape.of(product(window), x.shape().dim(-1)))));
        Tensor greatest = AlongAxis.behind(new ArgMax().on(rows));
        return AlongAxis.first(Ops.takeAlong(rows, greatest, -1));
    }

    static Tensor averagePool(Tensor x, List<Integer> window, Sliding sliding, boolean countsPadding) {
        Tensor windows = unfold(x, window, sliding);
        int axes = window.size();
        int[] shape = windows.shape().leading(1).trailing(axes + 1).dims();
        shape[axes] = 1; // [P_1, ..., P_D, 1]
        double[] shares = {1};
        for (int i = 0; i < axes; i++) {
            shares = outer(shares, counts(i, x.shape().dim(axis(i, sliding)), window.get(i), sliding, countsPadding));
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = 1 / shares[i];
        }
        return Ops.multiply(Ops.sumWindow(windows), x.device().tensor(x.dtype(), Shape.of(shape), shares));
    }

    /** How many places of each window along an axis are counted. */
    private static double[] counts(int i, int length, int window, Sliding sliding, boolean countsPadding) {
        int p = sliding.padding().get(i);
        int beyond = countsPadding ? p : 0;
        double[] counts = new double[sliding.positions(i, length, window)];
        for (int position = 0; position < counts.length; position++) {
            for (int k = 0; k < window; k++) {
                int at = position * sliding.stride().get(i)
                        - p
                        + k * sliding.dilation().get(i);
                counts[position] += at >= -beyond && at < length + beyond ? 1 : 0;
            }
        }
        return counts;
    }

    private static double[] outer(double[] left, double[] right) {
        return IntStream.range(0, left.length * right.length)
                .mapToDouble(i -> left[i / right.length] * right[i % right.length])
                .toArray();
    }

    private static Tensor ones(Tensor like, int axes) {
        int[] shape = like.shape().trailing(axes + 1).dims();
        shape[axes] = 1;
        return like.device().fill(like.dtype(), Shape.of(shape), 1);
    }

    /** Axis i of the windows in a tensor of which the last axis has the channels. */
    private static int axis(int i, Sliding sliding) {
        return i - sliding.axes() - 1;
    }

    private static int product(List<Integer> lengths) {
        return lengths.stream().reduce(1, Math::multiplyExact);
    }

    private static List<Integer> window(Tensor weights, int axes) {
        return IntStream.of(weights.shape().leading(2).trailing(axes).dims())
                .boxed()
                .toList();
    }

    /** One more axis of length 1 before this one. */
    private static Tensor unit(Tensor x, int axis) {
        return Ops.insertAxes(x, x.shape().rank() + axis, 1);
    }

    private static void requireAxes(Tensor x, List<Integer> window, Sliding sliding) {
        if (window.size() != sliding.axes()) {
            throw new ShapeException("a window of " + window + " cannot slide along " + sliding.axes() + " axes");
        }
        if (Collections.min(window) < 1) {
            throw new ShapeException("a window of " + window + " is empty");
        }
        x.shape().trailing(sliding.axes() + 1);
    }

    private static void requireConvolution(Tensor weights, Sliding sliding, int groups) {
        if (sliding.roundsUp()) {
            throw new ShapeException("the number of positions is rounded up for pooling, not for convolutions");
        }
        if (groups < 1) {
            throw new ShapeException("a convolution has 1 group or more, not " + groups);
        }
        weights.shape().trailing(sliding.axes() + 2);
    }

    private static void requireGroups(int channels, int in, int out, int groups) {
        if (channels != in) {
            throw new ShapeException("the image has " + channels + " channels, the weights take " + in);
        }
        if (in % groups != 0 || out % groups != 0) {
            throw new ShapeException(
                    in + " channels to " + out + " cannot be divided into " + groups + " equal groups");
        }
    }

    private static void requireOutputPadding(List<Integer> outputPadding, Sliding sliding) {
        List<Integer> most = IntStream.range(0, sliding.axes())
                .mapToObj(i ->
                        Math.max(sliding.stride().get(i), sliding.dilation().get(i)) - 1)
                .toList();
        boolean fits = outputPadding.size() == most.size()
                && IntStream.range(0, most.size())
                        .allMatch(i -> outputPadding.get(i) >= 0 && outputPadding.get(i) <= most.get(i));
        if (!fits) {
            throw new ShapeException("output padding " + outputPadding
                    + " is to be less than stride or dilation along each axis: from 0 to " + most);
        }
    }
}
