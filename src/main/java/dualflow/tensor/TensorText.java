package dualflow.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How tensors print: format, shape and numbers, such as {@code float64[3] [1.0, 2.0, 3.0]}. Of a float32 number up to 7 significant digits are
 * shown, of a float64 number up to 8. Of more than 100 numbers only the first and the last three along each axis are shown, and only
 * these are copied from the device.
 */
public final class TensorText {
    /** The most numbers that are shown all. */
    static final int MOST = 100;

    /** How many numbers are shown at each end of an axis of which the middle is left out. */
    static final int EDGE = 3;

    private static final int FLOAT32_DIGITS = 7;
    private static final int FLOAT64_DIGITS = 8;
    private static final int LEAST_EXPONENT = -4;

    private TensorText() {}

    /**
     * The text of a value that wraps others, such as {@code dual(primal = float64[] 2.0, tangent = float64[] 1.0)}.
     *
     * @param x the value
     * @param kind what it is
     * @param names what each wrapped value is
     * @param values the wrapped values, as many
     * @return the text, of several lines where a wrapped value has several
     */
    public static String wrapper(Tensor x, String kind, List<String> names, List<?> values) {
        List<String> parts = new ArrayList<>();
        boolean isLong = false;
        for (int k = 0; k < values.size(); k++) {
            String value = String.valueOf(values.get(k));
            isLong |= value.contains("\n");
            parts.add(names.get(k) + " = " + value);
        }
        return kind(x, kind)
                + (isLong ? "(\n" + String.join(",\n", parts).indent(2) + ")" : "(" + String.join(", ", parts) + ")");
    }

    private static String kind(Tensor x, String kind) {
        return x.trace().isFinished() ? kind + " of an ended transformation" : kind;
    }

    /**
     * The text of a value that stands for numbers that are not computed.
     *
     * @param x the value
     * @param kind what it is
     * @return the text
     */
    public static String withoutNumbers(Tensor x, String kind) {
        return kind(x, kind) + " " + x.dtype() + x.shape() + ", without numbers";
    }

    static String of(DeviceTensor x) {
        String head = x.dtype().toString() + x.shape();
        if (x.isReleased()) {
            return head + " (released)";
        }
        if (!x.device().storesNumbers()) {
            return head + " (without numbers, on " + x.device().id() + ")";
        }
        try {
            String numbers = numbers(x);
            return head + (numbers.contains("\n") ? "\n" : " ") + numbers;
        } catch (DeviceException | StaleTensorException e) {
            return head + " (its numbers cannot be read: " + e.getMessage() + ")";
        }
    }

    private static String numbers(DeviceTensor x) {
        Shape shape = x.shape();
        if (shape.size() == 0) {
            return "[]";
        }
        List<int[]> shown = new ArrayList<>(); // for each axis the indices, -1 for those that are left out
        for (int length : shape.dims()) {
            shown.add(shown(length, shape.size() > MOST));
        }
        String[] texts = read(x, shown, x.dtype() == DType.FLOAT32 ? FLOAT32_DIGITS : FLOAT64_DIGITS);
        if (shape.rank() > 1) {
            align(texts);
        }
        StringBuilder text = new StringBuilder();
        write(text, texts, new int[1], shown, 0);
        return text.toString();
    }

    private static int[] shown(int length, boolean shortened) {
        return shortened && length > 2 * EDGE
                ? IntStream.concat(
                                IntStream.of(0, 1, 2, -1), // the first, those left out
                                IntStream.range(length - EDGE, length))
                        .toArray()
                : IntStream.range(0, length).toArray();
    }

    /** The numbers that are shown, in order. */
    private static String[] read(DeviceTensor x, List<int[]> shown, int digits) {
        int[] offsets = {0};
        for (int axis = 0; axis < shown.size(); axis++) {
            int length = x.shape().dims()[axis];
            int[] indices = IntStream.of(shown.get(axis)).filter(i -> i >= 0).toArray();
            offsets = IntStream.of(offsets)
                    .flatMap(offset -> IntStream.of(indices).map(i -> offset * length + i))
                    .toArray();
        }
        double[] numbers = x.device().download(x, offsets);
        String[] texts = new String[numbers.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = number(numbers[i], digits);
        }
        return texts;
    }

    private static void align(String... texts) {
        int width = 0;
        for (String text : texts) {
            width = Math.max(width, text.length());
        }
        for (int i = 0; i < texts.length; i++) {
            texts[i] = " ".repeat(width - texts[i].length()) + texts[i];
        }
    }

    /** Writes what stands along an axis and those after it, from the next number on. */
    private static void write(StringBuilder text, String[] numbers, int[] next, List<int[]> shown, int axis) {
        if (axis == shown.size()) {
            text.append(numbers[next[0]++]);
            return;
        }
        String separator = axis == shown.size() - 1 ? ", " : ",\n" + " ".repeat(axis + 1);
        text.append('[');
        for (int i = 0; i < shown.get(axis).length; i++) {
            text.append(i == 0 ? "" : separator);
            if (shown.get(axis)[i] < 0) {
                text.append("...");
            } else {
                write(text, numbers, next, shown, axis + 1);
            }
        }
        text.append(']');
    }

    /** A number with so many significant digits at most, at least one of them behind the point, and an exponent where it needs more places. */
    static String number(double x, int digits) {
        if (x == 0 || !Double.isFinite(x)) {
            return Double.toString(x);
        }
        BigDecimal rounded = new BigDecimal(x).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        boolean plain = exponent >= LEAST_EXPONENT && exponent < digits;
        String text = (plain ? rounded : rounded.scaleByPowerOfTen(-exponent)).toPlainString();
        return text + (text.contains(".") ? "" : ".0") + (plain ? "" : "e" + exponent);
    }
}
