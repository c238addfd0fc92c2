package dualflow.conformance;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Something to try on a device, with its inputs; {@link Object#toString} describes it. */
public interface Trial {
    /**
     * The name of the op or rule that is tried.
     *
     * @return for example {@code mat_mul}; several trials share one
     */
    String name();

    /**
     * The elements of its arguments.
     *
     * @return one array for each argument, the same every time
     */
    List<double[]> inputs();

    /**
     * Computes; what is made on the device is released.
     *
     * @param device the device; it launches the kernel on trial, where it has one
     * @param dtype the format
     * @param inputs elements of the arguments, to be rounded to the format; not modified
     * @return the elements of each result
     */
    List<double[]> results(Device device, DType dtype, List<double[]> inputs);

    /**
     * What a device computes that flushes subnormal numbers, as far as flushing the results of single ops shows it.
     *
     * @param host the host
     * @param dtype the format
     * @return the elements of each result
     */
    default List<double[]> flushed(Device host, DType dtype) {
        return Flushing.of(results(host, dtype, Flushing.of(inputs(), dtype)), dtype);
    }

    /**
     * The most terms that an element of a result sums.
     *
     * @return 1 or more
     */
    default long terms() {
        return 1;
    }

    /**
     * The element of an argument that an element of a result depends on, where it is a single one.
     *
     * @param argument the argument
     * @param index the index of the result's element
     * @return the index of the argument's element, or nothing where there are several
     */
    default OptionalInt source(int argument, int index) {
        return OptionalInt.empty();
    }

    /**
     * The total number of elements of its results.
     *
     * @param results the results
     * @return the count
     */
    static long count(List<double[]> results) {
        return results.stream().mapToLong(result -> result.length).sum();
    }

    /**
     * Whether two results have the same bits; all NaNs are considered equal.
     *
     * @param a some results
     * @param b others
     * @return true if they are equal
     */
    static boolean same(List<double[]> a, List<double[]> b) {
        return Arrays.deepEquals(a.toArray(), b.toArray());
    }
}
