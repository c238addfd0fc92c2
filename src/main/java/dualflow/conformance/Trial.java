package dualflow.conformance;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Something to try on a device, with the numbers to try it on; {@link Object#toString} says what. */
public interface Trial {
    /**
     * The name of the op or rule that is tried.
     *
     * @return for example {@code mat_mul}; several trials share one
     */
    String name();

    /**
     * The numbers of its arguments.
     *
     * @return one array for each argument, the same every time
     */
    List<double[]> inputs();

    /**
     * Computes; what is made on the device is released.
     *
     * @param device a device; it launches what the trial is about, where it has that
     * @param dtype the format
     * @param inputs numbers of the arguments, to be rounded to the format; not modified
     * @return the numbers of each result
     */
    List<double[]> results(Device device, DType dtype, List<double[]> inputs);

    /**
     * What a device computes that takes subnormal numbers for zero, as far as the ops between which numbers are stored show it.
     *
     * @param host the host
     * @param dtype the format
     * @return the numbers of each result
     */
    default List<double[]> flushed(Device host, DType dtype) {
        return Flushing.of(results(host, dtype, Flushing.of(inputs(), dtype)), dtype);
    }

    /**
     * How many terms a result's number is a sum of, at most.
     *
     * @return 1 or more
     */
    default long terms() {
        return 1;
    }

    /**
     * Which number of an argument a result's number depends on, where it is one.
     *
     * @param argument which argument
     * @param index which number of the result
     * @return the number's place, or nothing where there are several
     */
    default OptionalInt source(int argument, int index) {
        return OptionalInt.empty();
    }

    /**
     * How many numbers its results have.
     *
     * @param results the results
     * @return the count
     */
    static long count(List<double[]> results) {
        return results.stream().mapToLong(result -> result.length).sum();
    }

    /**
     * Whether two results have the same bits; all NaNs are one.
     *
     * @param a some results
     * @param b others
     * @return true if they are equal
     */
    static boolean same(List<double[]> a, List<double[]> b) {
        return Arrays.deepEquals(a.toArray(), b.toArray());
    }
}
