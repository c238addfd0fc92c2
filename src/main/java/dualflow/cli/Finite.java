package dualflow.cli;

import dualflow.data.NotFiniteException;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Checks that results are finite, in one place. A command passes all results here before it prints or writes any of them; the first
 * non-finite number is named and ends the command with exit code {@link ExitCode#CHECK_FAILED}. A result that is undefined for a known
 * reason is not a number but an empty {@code Optional}, which is printed as "undefined".
 */
final class Finite {
    private final DType dtype;

    private Finite(DType dtype) {
        this.dtype = dtype;
    }

    /**
     * Checks every number in a result: in records by their components, in arrays, lists and optionals.
     *
     * @param result the result, made of records, so that its numbers have names
     * @param dtype the format in which it was computed
     * @return the result
     * @throws NotFiniteException if a number is infinite or NaN
     */
    static <T> T require(T result, DType dtype) {
        new Finite(dtype).look("", result);
        return result;
    }

    /**
     * Checks an array.
     *
     * @param name its name
     * @param values the elements, row-major
     * @param shape the shape, to locate an element
     * @param dtype the format in which they were computed
     * @throws NotFiniteException if a number is infinite or NaN
     */
    static void require(String name, double[] values, Shape shape, DType dtype) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new Finite(dtype).refusal(name + " at " + Arrays.toString(place(i, shape)), values[i]);
            }
        }
    }

    /** The indices of an element along all axes. */
    private static int[] place(int index, Shape shape) {
        int[] place = shape.dims();
        int rest = index;
        for (int axis = place.length - 1; axis >= 0; axis--) {
            int length = place[axis];
            place[axis] = rest % length;
            rest /= length;
        }
        return place;
    }

    private void look(String where, Object part) {
        if (part instanceof Double || part instanceof Float) {
            double number = ((Number) part).doubleValue();
            if (!Double.isFinite(number)) {
                throw refusal(where, number);
            }
        } else if (part instanceof OptionalDouble optional) {
            optional.ifPresent(number -> look(where, number));
        } else if (part instanceof Optional<?> optional) {
            optional.ifPresent(inner -> look(where, inner));
        } else if (part instanceof double[] numbers) {
            for (int i = 0; i < numbers.length; i++) {
                look(where + "[" + i + "]", numbers[i]);
            }
        } else if (part instanceof Object[] parts) {
            look(where, Arrays.asList(parts));
        } else if (part instanceof Iterable<?> parts) {
            int i = 0;
            for (Object inner : parts) {
                look(where + "[" + i++ + "]", inner);
            }
        } else if (part instanceof Record) {
            lookInto(where, part);
        }
    }

    private void lookInto(String where, Object record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                look(
                        where + (where.isEmpty() ? "" : ", ") + words(component.getName()),
                        component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A record could not be looked into: " + component + ".", e);
            }
        }
    }

    /** Splits a component's name into words. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ").toLowerCase(Locale.ROOT);
    }

    private NotFiniteException refusal(String where, double number) {
        boolean single = dtype == DType.FLOAT32;
        return new NotFiniteException("The result is not finite in " + dtype + ", which ends at "
                + (single ? "3.4e38" : "1.8e308") + ": " + where + " is " + Decimals.of(number) + "; "
                + (single ? "choose --dtype float64." : "bring what goes in nearer to 1."));
    }
}
