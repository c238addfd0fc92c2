package dualflow.lesson;

import dualflow.data.ShortestDecimal;
import dualflow.tensor.Tensor;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a lesson writes on: sentences, and numbers by their names. A number is written alike by every JDK and in every locale. */
public final class LessonPage {
    private static final int COLUMN = 26;

    private final PrintWriter out;

    /**
     * A page that is printed.
     *
     * @param out where each line goes
     */
    public LessonPage(PrintWriter out) {
        this.out = out;
    }

    /**
     * A page on a stream, such as {@code System.out} in a notebook.
     *
     * @param out where each line goes, in UTF-8
     */
    public LessonPage(OutputStream out) {
        this(new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true));
    }

    /**
     * Writes a sentence.
     *
     * @param sentence a line
     */
    public void say(String sentence) {
        out.println(sentence.stripTrailing());
    }

    /**
     * Writes a number by its name.
     *
     * @param name what it is
     * @param value the number, written in full
     */
    public void show(String name, double value) {
        show(name, ShortestDecimal.of(value));
    }

    /**
     * Writes the numbers of a tensor by its name.
     *
     * @param name what it is
     * @param value a tensor that no transformation traces; its axes become brackets
     */
    public void show(String name, Tensor value) {
        show(name, brackets(value.value().toDoubles(), value.shape().dims(), 0, 0));
    }

    /**
     * Writes anything else by its name.
     *
     * @param name what it is
     * @param value its text
     */
    public void show(String name, String value) {
        say(name + " = " + value);
    }

    /**
     * Writes a row of a table.
     *
     * @param cells texts and numbers; the numbers in full
     */
    public void row(Object... cells) {
        say(Arrays.stream(cells)
                .map(cell -> cell instanceof Double number ? ShortestDecimal.of(number) : cell.toString())
                .map(cell -> cell + " ".repeat(Math.max(1, COLUMN - cell.length())))
                .collect(Collectors.joining()));
    }

    /**
     * A number of which two digits are enough, such as an error.
     *
     * @param value the number
     * @return such as 1.2e-16
     */
    public static String about(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    /**
     * A number with three decimals, where more would be noise.
     *
     * @param value the number
     * @return such as 0.577
     */
    public static String rounded(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String brackets(double[] values, int[] dims, int axis, int first) {
        if (axis == dims.length) {
            return ShortestDecimal.of(values[first]);
        }
        int stride = 1;
        for (int inner = axis + 1; inner < dims.length; inner++) {
            stride *= dims[inner];
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < dims[axis]; i++) {
            text.append(i == 0 ? "" : ", ").append(brackets(values, dims, axis + 1, first + i * stride));
        }
        return text.append(']').toString();
    }
}
