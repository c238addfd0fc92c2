package dualflow.cli;

import dualflow.semantics.Quantity;
import dualflow.syntax.Formulas;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of names, as in {@code x=3,y=[1,2],A=[1,2;3,4]}: numbers, columns, and matrices with their rows between semicolons. */
final class VariableValues {
    private VariableValues() {}

    /**
     * Reads values.
     *
     * @param option the option that has them, for messages
     * @param text what is assigned
     * @return the values by their names, in the order in which they are given
     * @throws IllegalArgumentException if it cannot be read, or a name is given twice
     */
    static Map<String, Quantity> read(String option, String text) {
        Map<String, Quantity> values = new LinkedHashMap<>();
        for (String assignment : parts(text)) {
            int equals = assignment.indexOf('=');
            String name = equals < 0
                    ? ""
                    : Formulas.name(assignment.substring(0, equals)).orElse("");
            Optional<Quantity> value = value(assignment.substring(equals + 1).strip());
            if (name.isEmpty() && equals > 0 && value.isPresent()) {
                throw new IllegalArgumentException(option + " has '" + assignment + "', but a variable's name has "
                        + Formulas.OF_NAMES + ", and begins with a letter.");
            }
            if (name.isEmpty() || value.isEmpty()) {
                throw new IllegalArgumentException(option + " has '" + assignment
                        + "' where a variable and a finite number are expected, such as x=3.");
            }
            if (values.put(name, value.get()) != null) {
                throw new IllegalArgumentException(option + " gives " + name + " twice; give it once.");
            }
        }
        return values;
    }

    /** A value of a shape, as it is written: 1 and else zeros. */
    static String unit(Shape shape) {
        String one = "1" + ",0".repeat(shape.rank() == 0 ? 0 : shape.dim(-1) - 1);
        return switch (shape.rank()) {
            case 0 -> one;
            case 1 -> "[" + one + "]";
            default -> "[" + one + (";" + one.replace('1', '0')).repeat(shape.dim(-2) - 1) + "]";
        };
    }

    /** What stands between commas that are in no bracket. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static Optional<Quantity> value(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return Optional.of(Quantity.of(Decimals.read(text))).filter(VariableValues::isFinite);
        }
        List<String[]> rows = Arrays.stream(text.substring(1, text.length() - 1).split(";", -1))
                .map(row -> row.split(",", -1))
                .toList();
        int columns = rows.get(0).length;
        double[] values = rows.stream()
                .flatMap(Arrays::stream)
                .mapToDouble(Decimals::read)
                .toArray();
        Shape shape = rows.size() == 1 || columns == 1 ? Shape.of(values.length) : Shape.of(rows.size(), columns);
        return rows.stream().allMatch(row -> row.length == columns)
                ? Optional.of(new Quantity(shape, values)).filter(VariableValues::isFinite)
                : Optional.empty();
    }

    private static boolean isFinite(Quantity quantity) {
        return Arrays.stream(quantity.values()).allMatch(Double::isFinite);
    }
}
