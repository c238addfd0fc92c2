package dualflow.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a file states about an array: its element type and its shape.
 *
 * @param type the type of the elements
 * @param shape the lengths of the axes, first axis first; empty for a scalar
 */
public record ArrayHeader(ElementType type, List<Long> shape) {
    /**
     * Checks the shape.
     *
     * @param type the type of the elements
     * @param shape lengths of 0 or more
     * @throws IllegalArgumentException if a length is negative, or the bytes of the array are more than 2^63 - 1
     */
    public ArrayHeader {
        shape = List.copyOf(shape);
        long count = 1;
        for (long length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("The shape " + shape + " has a negative length.");
            }
            count = product(count, length, type, shape);
        }
        product(count, type.bytes(), type, shape);
    }

    private static long product(long a, long b, ElementType type, List<Long> shape) {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The shape " + shape + " of " + type + " takes more than 2^63 - 1 bytes.", e);
        }
    }

    /**
     * The description of an array in memory.
     *
     * @param type the type of the elements
     * @param shape the lengths of the axes, first axis first
     * @return type and shape
     * @throws IllegalArgumentException if a length is negative, or the bytes of the array are more than 2^63 - 1
     */
    public static ArrayHeader of(ElementType type, int... shape) {
        return new ArrayHeader(type, Arrays.stream(shape).asLongStream().boxed().toList());
    }

    /**
     * The number of elements of the array.
     *
     * @return the product of the lengths, 1 for a scalar
     */
    public long count() {
        return lengths().reduce(1, (a, b) -> a * b);
    }

    /**
     * The size of its elements in the file, in bytes.
     *
     * @return the product of the lengths and the size of an element
     */
    public long bytes() {
        return count() * type.bytes();
    }

    /**
     * The shape as the dimensions of a tensor.
     *
     * @return the lengths of the axes, first axis first
     * @throws ArithmeticException if a length is above 2^31 - 1
     */
    public int[] dims() {
        return lengths().mapToInt(Math::toIntExact).toArray();
    }

    private LongStream lengths() {
        return shape.stream().mapToLong(Long::longValue);
    }

    @Override
    public String toString() {
        return type + " " + shape;
    }
}
